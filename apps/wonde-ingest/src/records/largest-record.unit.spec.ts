import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, DeadLetter } from '@gatehouse/schemas';
import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { checkAppend } from '@gatehouse/event-store';
import type { MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import { MAX_MESSAGE_BYTES } from '@gatehouse/message-bus';
import type { GatheredRecord } from './gathered-kind.js';
import { LARGEST_RECORD_BYTES } from './largest-record.js';
import { publishRecords } from './publish-records.js';

const sent: { topic: string; messages: readonly OutgoingMessage[] }[] = [];
const bus = {
  publish: async (topic: string, messages: readonly OutgoingMessage[]) => void sent.push({ topic, messages }),
} as unknown as MessageBus;

/** A contact of so many bytes as JSON, most of them links: they stand in a line beside its values, too. */
function contactOf(bytes: number): ContactRecord {
  const record: ContactRecord = { kind: 'contact', fields: { surname: '' }, links: [] };
  const link = {
    child: 'a'.repeat(32),
    parentalResponsibility: 'unreadable',
    courtOrder: 'unreadable',
  } as const;
  const size = () => Buffer.byteLength(JSON.stringify(record));
  const count = Math.floor((bytes - size()) / (JSON.stringify(link).length + 1) / 2);
  record.links = Array.from({ length: count }, () => link);
  record.fields['surname'] = 'x'.repeat(bytes - size());
  return record;
}
const gathered = (record: ContactRecord, more: Partial<GatheredRecord> = {}): GatheredRecord => ({
  recordKey: randomBytes(16).toString('hex'),
  personKey: randomBytes(16).toString('hex'),
  observedAt: new Date(0).toISOString(),
  record,
  ...more,
});
async function published(...records: GatheredRecord[]) {
  sent.length = 0;
  const kind = {
    kind: 'contact',
    records,
    unidentified: 0,
    leftOut: [],
    unreadable: undefined,
    unusableRows: undefined,
  } as const;
  const run = { schoolId: 'A1', run: 1, runId: randomUUID() };
  await publishRecords(
    { bus, ...run, runKey: randomBytes(32), onSent: () => undefined },
    { ...kind, records },
  );
  const of = (topic: string) =>
    sent.filter((each) => each.topic === topic).flatMap(({ messages }) => messages);
  return {
    records: of(TOPICS.records).map(({ value }) => value as { type: string; sealed?: string }),
    letters: of(deadLettersOf(TOPICS.records)).map(({ value }) => value as DeadLetter),
  };
}

describe('the largest record', () => {
  it('fits into a message and into an append, sealed, with all that a line says beside it', async () => {
    const record = contactOf(LARGEST_RECORD_BYTES);
    const { records, letters } = await published(gathered(record));
    expect([records.map(({ type }) => type), letters]).toEqual([['record'], []]);
    const { sealed = '' } = records[0] ?? {};
    expect(sealed.length * 4).toBeLessThan(MAX_MESSAGE_BYTES);
    const { links } = record;
    // A line has its values sealed, and each link twice at most: what was decided of it, and what it was decided by.
    const data = { recordKey: 'a'.repeat(32), sealed, links, inputs: links };
    const line = { id: randomUUID(), type: 'ContactImported', data, metadata: { links: links.length } };
    expect(() => checkAppend([line])).not.toThrow();
    // As it would be with a copy for each add-on.
    const copies = { ...line, data: { sealed: sealed.repeat(4) } };
    expect(() => checkAppend([copies])).not.toThrow();
  });

  it('is the largest: of one that is larger a stub is sent, and of one whose row was over its limit, with a letter each', async () => {
    const { records, letters } = await published(
      gathered(contactOf(LARGEST_RECORD_BYTES + 100)),
      gathered(contactOf(1000), { failed: true }),
      gathered(contactOf(1000)),
    );
    expect(records.map(({ type }) => type)).toEqual(['failed-record', 'failed-record', 'record']);
    expect(letters.map(({ errorClass }) => errorClass)).toEqual(['RECORD_OVER_LIMIT', 'ROW_OVER_LIMIT']);
    expect(JSON.stringify(letters)).not.toContain('xxx');
  });
});
