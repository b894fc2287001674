import type { FailedRecord, RecordMessage } from '@gatehouse/contracts';
import type { IncomingMessage, MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceHost } from '../engines.js';
import type { HandleSchool } from './failing-records.js';
import { FailingRecords } from './failing-records.js';

let published: { topic: string; messages: readonly OutgoingMessage[] }[];
let busIsAway: boolean;
let logged: object[];
let failing: FailingRecords;
beforeEach(() => {
  published = [];
  busIsAway = false;
  logged = [];
  const bus: Partial<MessageBus> = {
    publish: async (topic, messages) => {
      if (busIsAway) throw new MessageBusUnavailable('away');
      published.push({ topic, messages });
    },
  };
  const logger = { error: (fields: object) => void logged.push(fields) };
  failing = new FailingRecords(
    { engines: { bus }, logger } as unknown as ServiceHost,
    'contact-filter',
    'records',
  );
});

const key = (letter: string) => letter.repeat(32);
const record = (letter: string, schoolId = 'A1'): RecordMessage => ({
  type: 'record',
  schoolId,
  run: 7,
  kind: 'student',
  recordKey: key(letter),
  observedAt: '2026-09-01T02:00:00.000Z',
  sealed: 'sealed text',
});
const incoming = (offset: number, value: { schoolId: string }): IncomingMessage => ({
  topic: 'records',
  key: value.schoolId,
  value,
  headers: {},
  id: `records/0/${offset}`,
});
const letter = (from: string, place: string, attempts: number) => ({
  key: 'A1',
  value: {
    schoolId: 'A1',
    run: 7,
    kind: 'student',
    recordKey: key(from),
    place,
    attempts,
    errorClass: 'TypeError',
  },
});
const typeOf = ({ value }: IncomingMessage) => (value as { type: string }).type;
const isOf = (message: IncomingMessage, recordKey: string) =>
  (message.value as { recordKey?: string }).recordKey === recordKey;

/** Refuses to handle the record with this key. */
const refusing =
  (recordKey: string, handled: IncomingMessage[] = []): HandleSchool =>
  async (_school, messages) => {
    for (const message of messages) {
      if (typeOf(message) === 'record' && isOf(message, recordKey)) throw new TypeError('personal value');
    }
    handled.push(...messages);
  };

describe('a record that fails whenever it is handled', () => {
  it('goes to dead letters without its content, and a stub is handled in its place and order', async () => {
    const handled: IncomingMessage[] = [];
    const batch = [incoming(0, record('a')), incoming(1, record('b')), incoming(2, record('c'))];
    await failing.handle(batch, refusing(key('b'), handled));
    const stub: FailedRecord = {
      type: 'failed-record',
      schoolId: 'A1',
      run: 7,
      kind: 'student',
      recordKey: key('b'),
    };
    expect(handled).toEqual([batch[0], { ...batch[1], value: stub }, batch[2]]);
    expect(published).toEqual([{ topic: 'records.dead-letters', messages: [letter('b', 'records/0/1', 4)] }]);
    expect(logged).toEqual([
      { service: 'contact-filter', place: 'records/0/1', attempts: 4, error: 'TypeError' },
    ]);
  });

  it('leaves one letter while its batch comes again and again, and another when it comes in a later one', async () => {
    let isClosable = false;
    const closed = incoming(1, { schoolId: 'A1', type: 'run-closed' } as { schoolId: string });
    const handle: HandleSchool = async (school, messages) => {
      await refusing(key('a'))(school, messages);
      if (messages.includes(closed) && !isClosable) throw new TypeError('cannot be closed');
    };
    const batch = [incoming(0, record('a')), closed];
    for (let time = 0; time < 2; time += 1)
      await expect(failing.handle(batch, handle)).rejects.toThrow(TypeError);
    isClosable = true;
    await failing.handle(batch, handle);
    expect(published).toHaveLength(1);
    await failing.handle(batch, handle);
    expect(published).toHaveLength(2);
  });

  it('does not keep the other schools of its batch waiting, whatever becomes of its own', async () => {
    const handled: string[] = [];
    const batch = [incoming(0, record('a', 'A1')), incoming(1, record('a', 'A2'))];
    const handling = failing.handle(batch, async (schoolId) => {
      if (schoolId === 'A1') throw new MessageBusUnavailable('away');
      handled.push(schoolId);
    });
    await expect(handling).rejects.toThrow(MessageBusUnavailable);
    expect(handled).toEqual(['A2']);
  });
});

describe('a record that was found broken while it was handled', () => {
  const noting: HandleSchool = async (_school, messages) => {
    for (const { value, id } of messages) failing.note(value as RecordMessage, id, new TypeError('broken'));
  };

  it('has its letter sent when its messages are handled, once', async () => {
    await failing.handle([incoming(0, record('a')), incoming(1, record('b'))], noting);
    expect(published.flatMap(({ messages }) => messages)).toEqual([
      letter('a', 'records/0/0', 1),
      letter('b', 'records/0/1', 1),
    ]);
  });

  it('has its letter sent when the bus is there again', async () => {
    busIsAway = true;
    const batch = [incoming(0, record('a'))];
    await expect(failing.handle(batch, noting)).rejects.toThrow(MessageBusUnavailable);
    busIsAway = false;
    await failing.handle(batch, async () => undefined);
    expect(published).toEqual([{ topic: 'records.dead-letters', messages: [letter('a', 'records/0/0', 1)] }]);
  });
});
