import type { OutgoingMessage } from '@gatehouse/message-bus';
import type { MessageBus } from '@gatehouse/message-bus';
import { MessageTooLarge } from '@gatehouse/message-bus';
import { Letters, stubOf } from '@gatehouse/service';
import type { RecordMessage, RunName } from '@gatehouse/schemas';
import { TOPICS } from '@gatehouse/schemas';
import { Personal, sealForRun } from '@gatehouse/privacy';
import { isOverLargest, RecordOverLimit } from './largest-record.js';
import type { GatheredKind, GatheredRecord } from './gathered-kind.js';
import { saysOut } from './record-gatherer.js';

const BATCH = 250;

export interface RunSender extends RunName {
  bus: MessageBus;
  runKey: Buffer;
  onSent(count: number): void;
}

/**
 * Publishes a kind's records in the source's order, each sealed with the run's key. Of one that failed, or of which too much is
 * kept for the engines behind (`LARGEST_RECORD_BYTES`), a stub is sent.
 */
export async function publishRecords(sender: RunSender, gathered: GatheredKind): Promise<void> {
  for (let at = 0; at < gathered.records.length; at += BATCH) {
    const batch = gathered.records.slice(at, at + BATCH).map((record) => messageOf(sender, gathered, record));
    await publishWhatFits(sender.bus, batch);
    sender.onSent(batch.length);
  }
}

/** Of a record that is too large for the bus a stub is sent: it fails alone, and is counted and named as others are. */
async function publishWhatFits(bus: MessageBus, batch: RecordToSend[]): Promise<void> {
  const letters = new Letters(bus, TOPICS.records);
  const putAway = ({ key, value }: RecordToSend, error: unknown): OutgoingMessage => {
    const { schoolId, run, kind, recordKey } = value;
    letters.note({ schoolId, run, kind, recordKey, place: TOPICS.records, attempts: 1 }, error);
    return { key, value: stubOf(value) };
  };
  const messages = batch.map((message): OutgoingMessage => {
    const { isFailed, value } = message;
    if (isFailed) return putAway(message, new RecordOverLimit('ROW_OVER_LIMIT'));
    if (isOverLargest(value.sealed)) return putAway(message, new RecordOverLimit('RECORD_OVER_LIMIT'));
    return { key: message.key, value };
  });
  for (;;) {
    try {
      await bus.publish(TOPICS.records, messages);
      return await letters.send();
    } catch (error) {
      const tooLarge = error instanceof MessageTooLarge ? batch[error.index] : undefined;
      if (!(error instanceof MessageTooLarge) || !tooLarge) throw error;
      messages[error.index] = putAway(tooLarge, error);
    }
  }
}

interface RecordToSend extends OutgoingMessage {
  value: RecordMessage;
  isFailed: boolean;
}

function messageOf(sender: RunSender, { kind }: GatheredKind, gathered: GatheredRecord): RecordToSend {
  const { schoolId, run, runId } = sender;
  const { recordKey, personKey, observedAt, record, failed = false } = gathered;
  const place = { topic: TOPICS.records, schoolId, run, kind, recordKey };
  const value: RecordMessage = {
    type: 'record',
    schoolId,
    run,
    runId,
    kind,
    recordKey,
    ...(personKey ? { personKey } : {}),
    observedAt,
    sealed: sealForRun(sender.runKey, place, new Personal(record)),
  };
  if (isOverLargest(value.sealed) && saysOut(record)) {
    // That it stays out must be decided, however much else is in it.
    value.sealed = sealForRun(sender.runKey, place, new Personal({ ...record, fields: {} }));
  }
  return { key: schoolId, value, isFailed: failed };
}
