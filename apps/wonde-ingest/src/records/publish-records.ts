import type { OutgoingMessage } from '@gatehouse/message-bus';
import type { MessageBus } from '@gatehouse/message-bus';
import { MessageTooLarge } from '@gatehouse/message-bus';
import { Letters, stubOf } from '@gatehouse/platform';
import type { RecordMessage, RunName } from '@gatehouse/contracts';
import { TOPICS } from '@gatehouse/contracts';
import { Personal, sealForRun } from '@gatehouse/privacy';
import type { GatheredKind, GatheredRecord } from './gathered-kind.js';

const BATCH = 250;

export interface RunSender extends RunName {
  bus: MessageBus;
  runKey: Buffer;
  onSent(count: number): void;
}

/** Publishes a kind's records in the source's order, each sealed with the run's key. */
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
  const messages: OutgoingMessage[] = [...batch];
  for (;;) {
    try {
      await bus.publish(TOPICS.records, messages);
      return await letters.send();
    } catch (error) {
      const tooLarge = error instanceof MessageTooLarge ? batch[error.index] : undefined;
      if (!(error instanceof MessageTooLarge) || !tooLarge) throw error;
      messages[error.index] = { key: tooLarge.key, value: stubOf(tooLarge.value) };
      const { schoolId, run, kind, recordKey } = tooLarge.value;
      letters.note({ schoolId, run, kind, recordKey, place: TOPICS.records, attempts: 1 }, error);
    }
  }
}

interface RecordToSend extends OutgoingMessage {
  value: RecordMessage;
}

function messageOf(sender: RunSender, { kind }: GatheredKind, gathered: GatheredRecord): RecordToSend {
  const { schoolId, run, runId } = sender;
  const { recordKey, personKey, observedAt, record } = gathered;
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
  return { key: schoolId, value };
}
