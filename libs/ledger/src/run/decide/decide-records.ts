import type { EventRecord, FailedRecord, Kind, MisRecord, RecordMessage } from '@gatehouse/schemas';
import { isSameRun } from '@gatehouse/schemas';
import { isDeliveredAgain } from '@gatehouse/service';
import { reduceRecord } from '@gatehouse/policy';
import { unsealFromRun } from '@gatehouse/privacy';
import { appendDecisions } from '../../lines/append-decisions.js';
import type { Decided } from '../../lines/decided.js';
import type { Ledger, LineContext } from '../../lines/ledger.js';
import { factsIn } from './facts.js';
import type { Refusal } from '../in-each-ledger.js';
import { LedgersRefused, throwIfRefused } from '../in-each-ledger.js';
import { standingLinksOf } from './standing-links.js';
import type { LedgerState } from '../../lines/ledger-state.js';
import type { CalledKind } from './roll-call.js';
import type { RunContext } from '../run-context.js';
import type { ReceivedRecord, WriterTools } from '../writer-tools.js';
import { lineContextOf } from '../writer-tools.js';

interface UnsealedRecord {
  received: ReceivedRecord<RecordMessage>;
  record: MisRecord;
}

/**
 * Decides records of one kind in every ledger and appends what is new. A record that cannot be unsealed or decided
 * counts as failed; the others go on. Before the roll calls of the kind, and of those before it, are complete none is
 * decided, or counts as seen, and after it none that it does not name: nobody can say whether they, or whom they name,
 * wait. A writer that was restarted may be sent the opening again, and the roll call not; it ends the run as incomplete.
 *
 * @throws LedgerMoved when another writer appended: then everything here may be repeated; LedgersRefused where people
 * could not be taken out; else what failed.
 */
export async function decideRecords(
  tools: WriterTools,
  run: RunContext,
  records: readonly ReceivedRecord<RecordMessage | FailedRecord>[],
): Promise<void> {
  const ofRun = records.filter(({ message }) => isSameRun(message, run));
  const call = ofRun[0] && callOf(tools, run, ofRun[0].message.kind);
  if (!call) return;
  const unsealed: UnsealedRecord[] = [];
  for (const { id, message } of ofRun) {
    if (message.type === 'failed-record') run.seen.addFailed(message.kind, message.recordKey);
    else unsealed.push(...unsealRecord(tools, run, { id, message }));
  }
  const refusals: Refusal[] = [];
  for (const ledger of run.ledgers) {
    // The ledgers after it must not miss a decision that takes somebody out.
    await decideIntoLedger(tools, run, ledger, call, unsealed).catch((error: unknown) => {
      if (isDeliveredAgain(error)) throw error;
      refusals.push({ addOn: ledger.addOn, error });
    });
  }
  const unskippable = refusals.filter(({ error }) => error instanceof LedgersRefused);
  throwIfRefused(unskippable);
  if (refusals[0]) throw refusals[0].error;
  tools.onDecided?.(run.schoolId, records.length);
}

/** The kind's roll call; undefined while it, or that of a kind which is sent before it, is not complete. */
function callOf({ kinds }: WriterTools, { basis, calls }: RunContext, kind: Kind): CalledKind | undefined {
  const before = basis.kinds.slice(0, basis.kinds.indexOf(kind) + 1).filter((one) => kinds.includes(one));
  const isCalled = [...before, kind].every((one) => calls.get(one)?.isComplete);
  return isCalled ? calls.get(kind) : undefined;
}

/** @throws LedgersRefused where what fails must be appended: then the record must not be put away for it. */
async function decideIntoLedger(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  call: CalledKind,
  unsealed: readonly UnsealedRecord[],
): Promise<void> {
  const lines = lineContextOf(tools, run, ledger);
  const decisions = decideIn(tools, run, ledger, call, await withStandingLinks(tools, lines, call, unsealed));
  try {
    await appendDecisions(lines, decisions);
  } catch (error) {
    if (isDeliveredAgain(error)) throw error;
    const isUnskippable = decisions.some((decided) => mustBeAppended(ledger.state, decided));
    throw isUnskippable ? new LedgersRefused([{ addOn: ledger.addOn, error }]) : error;
  }
}

/** Contacts with their links under pupils of whom the reading does not say whose their contacts are. */
async function withStandingLinks(
  tools: WriterTools,
  lines: LineContext,
  { unsettled, underUnsettled }: CalledKind,
  unsealed: readonly UnsealedRecord[],
): Promise<readonly UnsealedRecord[]> {
  const keys = unsealed.map(({ received }) => received.message.recordKey);
  const wanted = keys.filter((key) => underUnsettled.has(key));
  if (wanted.length === 0) return unsealed;
  const standing = await standingLinksOf(tools.eventStore, lines, wanted, unsettled);
  return unsealed.map(({ received, record }) => {
    const links = standing.get(received.message.recordKey) ?? [];
    if (record.kind !== 'contact' || links.length === 0) return { received, record };
    return { received, record: { ...record, links: [...record.links, ...links] } };
  });
}

function unsealRecord(
  tools: WriterTools,
  run: RunContext,
  received: ReceivedRecord<RecordMessage>,
): UnsealedRecord[] {
  const { message } = received;
  try {
    const record = unsealFromRun<MisRecord>(run.runKey, { ...message, topic: tools.topic }, message.sealed);
    run.seen.add(message.kind, message.recordKey);
    return [{ received, record: record.reveal() }];
  } catch (error) {
    fail(tools, run, received, error);
    return [];
  }
}

function decideIn(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  call: CalledKind,
  unsealed: readonly UnsealedRecord[],
): Decided[] {
  const factsOf = factsIn(run, ledger, call);
  const decisions: Decided[] = [];
  for (const { received, record } of unsealed) {
    const { message } = received;
    const granted = run.grants[ledger.addOn][message.kind];
    if (
      !granted ||
      !call.keys.has(message.recordKey) ||
      run.seen.failedOf(message.kind).has(message.recordKey)
    )
      continue;
    try {
      const decided = tools.decide(factsOf(received, reduceRecord(record, granted)));
      if (decided) decisions.push(decided, ...underOtherKeys(ledger.state, call, record, decided));
    } catch (error) {
      fail(tools, run, received, error);
    }
  }
  return decisions;
}

/**
 * What becomes of an event where it is in under another key: it goes out with itself, and is gone where it came in anew. Where
 * another one of its id may be meant it only goes out.
 */
function underOtherKeys(
  state: LedgerState,
  call: CalledKind,
  record: MisRecord,
  decided: Decided,
): Decided[] {
  const { formerKeys = [], keyOfId } = record as Partial<EventRecord>;
  const keys =
    decided.outcome === 'excluded' && keyOfId !== undefined ? [...formerKeys, keyOfId] : formerKeys;
  return keys
    .filter((key) => state.records.get(key)?.outcome === 'imported' && !call.keys.has(key))
    .map((recordKey): Decided => {
      if (decided.outcome !== 'imported') return { ...decided, recordKey };
      const { kind, observedAt, causationId } = decided;
      return { kind, recordKey, observedAt, causationId, outcome: 'withdrawn', reason: 'NOT_IN_SOURCE' };
    });
}

function fail(
  tools: WriterTools,
  run: RunContext,
  failed: ReceivedRecord<RecordMessage>,
  error: unknown,
): void {
  run.seen.addFailed(failed.message.kind, failed.message.recordKey);
  tools.onFailedRecord(failed, error);
}

/**
 * Whether a decision must reach the ledger even if its record fails again and again, because with the line before it
 * somebody would be told more than may be (ADR 0018): what is in goes out; or a contact who is in, whatever the
 * decision, since it may have fewer children now.
 */
export function mustBeAppended(state: LedgerState, decided: Decided): boolean {
  const last = state.records.get(decided.recordKey);
  return last?.outcome === 'imported' && (decided.outcome !== 'imported' || decided.kind === 'contact');
}
