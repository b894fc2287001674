import { isSameRun } from '@gatehouse/contracts';
import type { FailedRecord, MisRecord, RecordMessage } from '@gatehouse/contracts';
import { isRetriedWithoutEnd, NotToBeSkipped } from '@gatehouse/platform';
import { reduceRecord } from '@gatehouse/policy';
import { openFromRun } from '@gatehouse/privacy';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Decided } from '../lines/decided.js';
import type { Ledger } from '../lines/ledger.js';
import { mustBeAppended } from './must-be-appended.js';
import { factsIn } from './facts.js';
import { neverSkipped } from './never-skipped.js';
import type { RunContext } from './run-context.js';
import type { ReceivedRecord, WriterTools } from './writer-tools.js';
import { lineContextOf } from './writer-tools.js';

interface OpenedRecord {
  received: ReceivedRecord<RecordMessage>;
  record: MisRecord;
}

/**
 * Decides records of one kind in every ledger and appends what is new. A record that cannot be opened or decided
 * counts as failed; the others go on.
 *
 * @throws LedgerMoved when another writer appended: then everything here may be repeated; NotToBeSkipped when people
 * could not be taken out.
 */
export async function decideRecords(
  tools: WriterTools,
  run: RunContext,
  records: readonly ReceivedRecord<RecordMessage | FailedRecord>[],
): Promise<void> {
  const opened: OpenedRecord[] = [];
  for (const { id, message } of records) {
    if (!isSameRun(message, run)) continue;
    if (message.type === 'failed-record') run.seen.addFailed(message.kind, message.recordKey);
    else opened.push(...openRecord(tools, run, { id, message }));
  }
  const refusals: unknown[] = [];
  for (const ledger of run.ledgers) {
    try {
      await decideIntoLedger(tools, run, ledger, opened, records.length === 1);
    } catch (error) {
      if (isRetriedWithoutEnd(error) && !(error instanceof NotToBeSkipped)) throw error;
      // The ledgers after it must not miss a decision that takes somebody out.
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals.find((error) => error instanceof NotToBeSkipped) ?? refusals[0];
  tools.onDecided?.(run.schoolId, records.length);
}

/** @param isAlone a record that comes alone is the next to be put away; not so what must be appended. */
async function decideIntoLedger(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  opened: readonly OpenedRecord[],
  isAlone: boolean,
): Promise<void> {
  const lines = lineContextOf(tools, run, ledger);
  const decisions = decideIn(tools, run, ledger, opened);
  const isNeverSkipped = isAlone && decisions.some((decided) => mustBeAppended(ledger.state, decided));
  const append = () => appendDecisions(lines, decisions);
  await (isNeverSkipped ? neverSkipped(append) : append());
}

function openRecord(
  tools: WriterTools,
  run: RunContext,
  received: ReceivedRecord<RecordMessage>,
): OpenedRecord[] {
  const { message } = received;
  try {
    const record = openFromRun<MisRecord>(run.runKey, { ...message, topic: tools.topic }, message.sealed);
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
  opened: readonly OpenedRecord[],
): Decided[] {
  const factsOf = factsIn(run, ledger);
  const decisions: Decided[] = [];
  for (const { received, record } of opened) {
    const { message } = received;
    const granted = run.grants[ledger.addOn][message.kind];
    if (!granted || run.seen.failedOf(message.kind).has(message.recordKey)) continue;
    try {
      const decided = tools.decide(factsOf(received, reduceRecord(record, granted)));
      if (decided) decisions.push(decided);
    } catch (error) {
      fail(tools, run, received, error);
    }
  }
  return decisions;
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
