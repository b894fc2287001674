import type { NewEvent } from '@gatehouse/event-store';
import type { RingAnswer } from '@gatehouse/privacy';
import { recordKeyId } from '@gatehouse/privacy';
import { importLine, plainFingerprint, plainLineOf, readyImport, recordingTime } from './build-line.js';
import type { Decided, DecidedImport } from './decided.js';
import type { LineContext } from './ledger.js';
import type { LastLine } from './ledger-state.js';

/**
 * Appends one line for each decision that differs from what the record's last line says, and none for the others
 * (design section 1: the ledger is the only memory of what was decided). Keys are durable before the lines are
 * appended; keys that the new lines leave behind are destroyed after it (design section 4).
 *
 * @returns the number of lines appended.
 * @throws LedgerMoved when another writer appended, or something restricts that the decisions did not know: nothing was
 *   appended, and the decisions must be made again.
 */
export async function appendDecisions(context: LineContext, decisions: readonly Decided[]): Promise<number> {
  // One decision a record and append: of several, the last.
  const latest = [...new Map(decisions.map((decided) => [decided.recordKey, decided])).values()];
  const imports = await withKeys(
    context,
    latest.filter((decided) => decided.outcome === 'imported'),
  );
  const recordedAt = recordingTime(context);
  const lines: NewEvent[] = [];
  const left: string[] = [];
  for (const decided of latest) {
    const last = context.ledger.state.records.get(decided.recordKey);
    if (decided.outcome === 'imported') {
      const { key, generation } = imports.get(decided.recordKey) as RecordKey;
      const ready = readyImport(decided, generation, key);
      const isSame =
        last?.outcome === 'imported' &&
        last.generation === generation &&
        last.fingerprint === ready.fingerprint;
      if (isSame) continue;
      lines.push(importLine(context, recordedAt, ready));
      if (last?.outcome === 'imported' && last.generation < generation)
        left.push(keyIdOf(context, decided, last));
    } else {
      const fingerprint = plainFingerprint(context, decided);
      if (last?.outcome === decided.outcome && last.fingerprint === fingerprint) continue;
      lines.push(plainLineOf(context, recordedAt, decided, fingerprint));
      if (last?.outcome === 'imported') left.push(keyIdOf(context, decided, last));
    }
  }
  if (imports.size > 0 && lines.length > 0) await context.assertCurrent?.(new Set(imports.keys()));
  await context.ledger.append(lines);
  await context.keyRing.destroy(left);
  return lines.length;
}

interface WantedKey {
  decided: DecidedImport;
  generation: number;
}

interface RecordKey {
  generation: number;
  key: Buffer;
}

const keyIdOf = ({ ledger }: LineContext, { recordKey }: Decided, last: LastLine) =>
  recordKeyId(ledger.stream, recordKey, last.generation);

/** A durable key for every import, in the record's generation: one that is gone is followed by the next. */
async function withKeys(
  context: LineContext,
  imports: readonly DecidedImport[],
): Promise<Map<string, RecordKey>> {
  const found = new Map<string, RecordKey>();
  let open: WantedKey[] = imports.map((decided) => ({
    decided,
    generation: generationFor(context, decided),
  }));
  while (open.length > 0) {
    const answers = await keysOf(context, open);
    const gone: WantedKey[] = [];
    open.forEach((o, i) => {
      const answer = answers[i];
      if (answer?.state === 'active') {
        found.set(o.decided.recordKey, { generation: o.generation, key: answer.key });
      } else {
        gone.push({ ...o, generation: o.generation + 1 });
      }
    });
    open = gone;
  }
  return found;
}

/** Looks up the keys that lines were sealed with before, and makes sure of the others: most runs change little. */
async function keysOf(context: LineContext, wanted: readonly WantedKey[]): Promise<RingAnswer[]> {
  const { ledger, keyRing } = context;
  const isUsed = ({ decided, generation }: WantedKey) =>
    ledger.state.records.get(decided.recordKey)?.generation === generation;
  const idOf = ({ decided, generation }: WantedKey) =>
    recordKeyId(ledger.stream, decided.recordKey, generation);
  const found = await keyRing.get(wanted.filter(isUsed).map(idOf));
  const made = await keyRing.ensure(wanted.filter((key) => !isUsed(key)).map(idOf));
  return wanted.map((key) => (isUsed(key) ? found : made).shift() ?? { state: 'unknown' });
}

/**
 * An imported record stays in its generation, unless that holds a field that the add-on may no longer have:
 * then what is left comes under a new key and the old one is destroyed. A record that was out begins a new generation.
 */
function generationFor(context: LineContext, decided: DecidedImport): number {
  const last = context.ledger.state.records.get(decided.recordKey);
  if (!last) return 1;
  if (last.outcome !== 'imported') return last.generation + 1;
  if (!context.grants) return last.generation;
  const granted = context.grants[last.kind] ?? [];
  return last.sealedFields.every((field) => granted.includes(field)) ? last.generation : last.generation + 1;
}
