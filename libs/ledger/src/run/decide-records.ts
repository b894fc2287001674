import type { FailedRecord, PermittedContent, RecordMessage } from '@gatehouse/contracts';
import { openFromRun, Pseudonyms } from '@gatehouse/privacy';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Decided } from '../lines/decided.js';
import type { Ledger } from '../lines/ledger.js';
import type { RunContext } from './run-context.js';
import type { ReceivedRecord, WriterTools } from './writer-tools.js';
import { lineContextOf } from './writer-tools.js';

interface OpenedRecord {
  received: ReceivedRecord<RecordMessage>;
  content: PermittedContent;
}

/**
 * Decides records of one kind in every ledger and appends what is new. A record that cannot be opened or decided
 * counts as failed; the others go on.
 *
 * @throws LedgerMoved when another writer appended: then everything here may be repeated.
 */
export async function decideRecords(
  tools: WriterTools,
  run: RunContext,
  records: readonly ReceivedRecord<RecordMessage | FailedRecord>[],
): Promise<void> {
  const opened: OpenedRecord[] = [];
  for (const { id, message } of records) {
    if (message.run !== run.run) continue;
    if (message.type === 'failed-record') run.seen.addFailed(message.kind, message.recordKey);
    else opened.push(...(await openRecord(tools, run, { id, message })));
  }
  for (const ledger of run.ledgers) {
    const decisions = await decideIn(tools, run, ledger, opened);
    await appendDecisions(lineContextOf(tools, run, ledger), decisions);
  }
  tools.onDecided?.(run.schoolId, records.length);
}

async function openRecord(
  tools: WriterTools,
  run: RunContext,
  received: ReceivedRecord<RecordMessage>,
): Promise<OpenedRecord[]> {
  const { message } = received;
  try {
    const content = openFromRun<PermittedContent>(
      run.runKey,
      { ...message, topic: tools.topic },
      message.sealed,
    );
    run.seen.add(message.kind, message.recordKey);
    return [{ received, content: content.reveal() }];
  } catch (error) {
    await fail(tools, run, received, error);
    return [];
  }
}

async function decideIn(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  opened: readonly OpenedRecord[],
): Promise<Decided[]> {
  const { addOn, state } = ledger;
  const pseudonyms = new Pseudonyms(tools.masterKey, run.schoolId);
  const decisions: Decided[] = [];
  for (const { received, content } of opened) {
    const { id: causationId, message } = received;
    const record = content[addOn];
    if (!record || run.seen.failedOf(message.kind).has(message.recordKey)) continue;
    try {
      decisions.push(tools.decide({ message, causationId, record, addOn, run, state, pseudonyms }));
    } catch (error) {
      await fail(tools, run, received, error);
    }
  }
  return decisions;
}

async function fail(
  tools: WriterTools,
  run: RunContext,
  failed: ReceivedRecord<RecordMessage>,
  error: unknown,
): Promise<void> {
  run.seen.addFailed(failed.message.kind, failed.message.recordKey);
  await tools.onFailedRecord(failed, error);
}
