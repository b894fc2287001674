import type { ImportedData, Kind } from '@gatehouse/schemas';
import { ledgerStream, ValuesRevealed } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { unsealLine, recordKeyId } from '@gatehouse/privacy';
import { NAME_FIELDS } from '../restrictions/find-name.js';
import { appendSettings } from '../settings/append-settings.js';
import { changeOf } from '../settings/settings-change.js';
import type { Names } from './hold-text.js';
import type { KindHold } from './kind-hold.js';
import { keysOf } from './kind-hold.js';
import type { SchoolLedgers } from './school-ledgers.js';

/** So many are recorded at once: what a store takes in one append. */
const PORTION = 500;

/** The fields that tell one record of the kind from another. */
const FIELDS: { [kind in Kind]: readonly string[] } = {
  student: NAME_FIELDS,
  contact: NAME_FIELDS,
  employee: NAME_FIELDS,
  class: ['name'],
  group: ['name'],
  event: ['name', 'start_at'],
};

interface Sealed {
  recordKey: string;
  fields: string[];
  open(): { [field: string]: unknown };
}

/**
 * The names of those who would go, opened with the keys of their records. That each was looked at is recorded first: if
 * that fails, nothing is shown.
 *
 * @returns null for a record whose key is gone.
 */
export async function revealHeld(
  ledgers: SchoolLedgers,
  keyRing: KeyRing,
  hold: KindHold,
  { actor, reason, now }: { actor: string; reason: string; now: Date },
): Promise<Names> {
  const wanted = keysOf(hold, 'withdrawals');
  const sealed = await sealedOf(ledgers, keyRing, hold, wanted);
  const found = [...sealed.values()];
  for (let at = 0; at < found.length; at += PORTION) {
    const changes = found
      .slice(at, at + PORTION)
      .map(({ recordKey, fields }) => changeOf(ValuesRevealed, { recordKey, fields, reason }));
    await appendSettings(ledgers.store, ledgers.schoolId, actor, now, () => changes);
  }
  return new Map([...wanted].map((key) => [key, sealed.get(key)?.open() ?? null]));
}

/** Each record's values from the first ledger that has them. */
async function sealedOf(
  ledgers: SchoolLedgers,
  keyRing: KeyRing,
  { kind, ledgers: holds }: KindHold,
  wanted: ReadonlySet<string>,
): Promise<Map<string, Sealed>> {
  const sealed = new Map<string, Sealed>();
  for (const { addOn } of holds) {
    const missing = [...wanted].filter((key) => !sealed.has(key));
    const revisions = new Set(missing.map((key) => ledgers.states.get(addOn)?.records.get(key)?.revision));
    const lines = await linesAt(ledgers, ledgerStream(ledgers.schoolId, addOn), revisions);
    const answers = await keyRing.get(lines.map(keyIdOf));
    lines.forEach((line, i) => {
      const answer = answers[i];
      const data = dataOf(line);
      const fields = FIELDS[kind].filter((field) => data.fields.includes(field));
      if (answer?.state !== 'active' || fields.length === 0) return;
      const place = { schoolId: ledgers.schoolId, ledger: line.stream, eventId: line.id };
      const open = () => {
        const values = unsealLine(answer.key, place, data.sealed).reveal() as { [field: string]: unknown };
        return Object.fromEntries(fields.map((field) => [field, values[field]]));
      };
      sealed.set(data.recordKey, { recordKey: data.recordKey, fields, open });
    });
  }
  return sealed;
}

async function linesAt(
  { store }: SchoolLedgers,
  stream: string,
  revisions: ReadonlySet<number | undefined>,
): Promise<RecordedEvent[]> {
  const lines: RecordedEvent[] = [];
  for await (const events of store.read(stream)) {
    lines.push(...events.filter(({ revision, data }) => revisions.has(revision) && 'sealed' in data));
  }
  return lines;
}

const dataOf = (event: RecordedEvent) => event.data as unknown as ImportedData;

const keyIdOf = (event: RecordedEvent) =>
  recordKeyId(event.stream, dataOf(event).recordKey, dataOf(event).generation);
