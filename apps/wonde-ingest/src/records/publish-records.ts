import type { OutgoingMessage } from '@gatehouse/message-bus';
import type { MessageBus } from '@gatehouse/message-bus';
import type { RecordMessage } from '@gatehouse/contracts';
import { TOPICS } from '@gatehouse/contracts';
import { Personal, sealForRun } from '@gatehouse/privacy';
import type { GatheredKind, GatheredRecord } from './gathered-kind.js';

const BATCH = 250;

export interface RunSender {
  bus: MessageBus;
  schoolId: string;
  run: number;
  runKey: Buffer;
  onSent(count: number): void;
}

/** Publishes a kind's records in the source's order, each sealed with the run's key. */
export async function publishRecords(sender: RunSender, gathered: GatheredKind): Promise<void> {
  for (let at = 0; at < gathered.records.length; at += BATCH) {
    const batch = gathered.records.slice(at, at + BATCH).map((record) => messageOf(sender, gathered, record));
    await sender.bus.publish(TOPICS.records, batch);
    sender.onSent(batch.length);
  }
}

function messageOf(sender: RunSender, { kind }: GatheredKind, gathered: GatheredRecord): OutgoingMessage {
  const { schoolId, run } = sender;
  const { recordKey, personKey, observedAt, record } = gathered;
  const place = { topic: TOPICS.records, schoolId, run, kind, recordKey };
  const value: RecordMessage = {
    type: 'record',
    schoolId,
    run,
    kind,
    recordKey,
    ...(personKey ? { personKey } : {}),
    observedAt,
    sealed: sealForRun(sender.runKey, place, new Personal(record)),
  };
  return { key: schoolId, value };
}
