import type { FailedRecord, RecordMessage } from '@gatehouse/schemas';
import type { IncomingMessage, MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Engines, ServiceHost } from '../engines.js';
import { GuardedEngines } from './guarded-engines.js';
import type { SchoolWork } from './school-messages.js';
import { SchoolMessages } from './school-messages.js';

type Handle = SchoolWork['handle'];
const HANDLER_LIMIT_MS = 200;

let published: { topic: string; messages: readonly OutgoingMessage[] }[];
let busIsAway: boolean;
let logged: object[];
/** What was given up: the ids of the messages, and why. */
let givenUp: unknown[];
let fatal: Promise<unknown>;
let handle: Handle;
let school: SchoolMessages;
beforeEach(() => {
  published = [];
  busIsAway = false;
  logged = [];
  givenUp = [];
  const bus: Partial<MessageBus> = {
    publish: async (topic, messages) => {
      if (busIsAway) throw new MessageBusUnavailable('away');
      published.push({ topic, messages });
    },
  };
  const engines = { bus, eventStore: {}, keyStore: {}, readModels: {} } as unknown as Engines;
  const logger = { error: (fields: object) => void logged.push(fields) };
  let onFatal: (error: unknown) => void = () => undefined;
  fatal = new Promise((resolve) => (onFatal = resolve));
  const host = {
    engines,
    logger,
    handlerLimitMs: HANDLER_LIMIT_MS,
    endAfterMs: 10,
    onFatal: (_service: string, error: unknown) => onFatal(error),
  } as unknown as ServiceHost;
  school = new SchoolMessages(host, new GuardedEngines(engines), {
    service: 'contact-filter',
    topic: 'records',
    handle: (schoolId, messages) => handle(schoolId, messages),
    giveUp: async (_school, messages, error) => {
      givenUp.push([messages.map(({ id }) => id), (error as { code?: string }).code]);
      return (error as { code?: string }).code === 'LEDGERS_REFUSED';
    },
  });
});
const handling = (batch: readonly IncomingMessage[], by: Handle) => {
  handle = by;
  return school.handle(batch);
};

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
  (recordKey: string, handled: IncomingMessage[] = []): Handle =>
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
    await handling(batch, refusing(key('b'), handled));
    const stub: FailedRecord = {
      type: 'failed-record',
      schoolId: 'A1',
      run: 7,
      kind: 'student',
      recordKey: key('b'),
    };
    expect(handled).toEqual([batch[0], { ...batch[1], value: stub }, batch[2]]);
    expect(published).toEqual([{ topic: 'records.dead-letters', messages: [letter('b', 'records/0/1', 2)] }]);
    expect(logged).toEqual([
      { service: 'contact-filter', place: 'records/0/1', attempts: 2, error: 'TypeError' },
    ]);
  });

  it('leaves one letter while its batch comes again and again, and another when it comes in a later one', async () => {
    let isAway = true;
    const handle: Handle = async (school, messages) => {
      await refusing(key('a'))(school, messages);
      if (isAway && messages.some(({ value }) => isOf({ value } as IncomingMessage, key('b'))))
        throw new MessageBusUnavailable('away');
    };
    const batch = [incoming(0, record('a')), incoming(1, record('b'))];
    for (let time = 0; time < 2; time += 1)
      await expect(handling(batch, handle)).rejects.toThrow(MessageBusUnavailable);
    isAway = false;
    await handling(batch, handle);
    expect(published).toHaveLength(1);
    await handling(batch, handle);
    expect(published).toHaveLength(2);
  });

  it('does not keep the other schools of its batch waiting, whatever becomes of its own', async () => {
    const handled: string[] = [];
    const batch = [incoming(0, record('a', 'A1')), incoming(1, record('a', 'A2'))];
    const trouble = handling(batch, async (schoolId) => {
      if (schoolId === 'A1') throw new MessageBusUnavailable('away');
      handled.push(schoolId);
    });
    await expect(trouble).rejects.toThrow(MessageBusUnavailable);
    expect(handled).toEqual(['A2']);
  });
});

describe('a record that was found broken while it was handled', () => {
  const noting: Handle = async (_school, messages) => {
    for (const { value, id } of messages) school.note(value as RecordMessage, id, new TypeError('broken'));
  };

  it('has its letter sent when its messages are handled, once', async () => {
    await handling([incoming(0, record('a')), incoming(1, record('b'))], noting);
    expect(published.flatMap(({ messages }) => messages)).toEqual([
      letter('a', 'records/0/0', 1),
      letter('b', 'records/0/1', 1),
    ]);
  });

  it('has its letter sent when the bus is there again', async () => {
    busIsAway = true;
    const batch = [incoming(0, record('a'))];
    await expect(handling(batch, noting)).rejects.toThrow(MessageBusUnavailable);
    busIsAway = false;
    await handling(batch, async () => undefined);
    expect(published).toEqual([{ topic: 'records.dead-letters', messages: [letter('a', 'records/0/0', 1)] }]);
  });
});

const opened = (offset: number, schoolId = 'A1') =>
  incoming(offset, { type: 'run-opened', schoolId, run: 7 } as { schoolId: string });
const coded = (code: string) => Object.assign(new Error('personal value'), { code });

describe('a message that is no record', () => {
  it('has its run given up when it fails alone, too, and what comes after it goes on', async () => {
    const handled: string[] = [];
    await handling([opened(0), incoming(1, record('a'))], async (_school, messages) => {
      if (messages.some((message) => typeOf(message) === 'run-opened')) throw coded('BROKEN');
      handled.push(...messages.map(({ id }) => id));
    });
    expect(givenUp).toEqual([[['records/0/0'], 'BROKEN']]);
    expect(handled).toEqual(['records/0/1']);
    expect(published).toEqual([]);
  });

  it('costs nothing where it passes alone', async () => {
    let attempts = 0;
    await handling([opened(0)], async () => {
      if ((attempts += 1) === 1) throw coded('BROKEN');
    });
    expect(givenUp).toEqual([]);
  });
});

describe('a record with which work fails that may not be skipped', () => {
  it('is not put away: the run is given up where the work failed, and the record handled for the rest', async () => {
    let isGivenUp = false;
    await handling([incoming(0, record('a'))], async () => {
      isGivenUp = givenUp.length > 0;
      if (!isGivenUp) throw coded('LEDGERS_REFUSED');
    });
    expect(givenUp).toEqual([[['records/0/0'], 'LEDGERS_REFUSED']]);
    expect(isGivenUp).toBe(true);
    expect(published).toEqual([]);
  });
});

describe('messages with which nothing is wrong', () => {
  it.each(['EVENT_STORE_UNAVAILABLE', 'LEDGER_MOVED', 'REGISTER_BEHIND'])('come again: %s', async (code) => {
    const handler: Handle = async () => {
      throw coded(code);
    };
    await expect(handling([opened(0), incoming(1, record('a'))], handler)).rejects.toThrow();
    expect([givenUp, published]).toEqual([[], []]);
  });

  it('do not come again for ever, where the wait has no end', async () => {
    const handler: Handle = async () => {
      throw coded('REGISTER_BEHIND');
    };
    const began = Date.now();
    while (givenUp.length === 0) {
      await handling([opened(0)], handler).catch(() => undefined);
      if (Date.now() - began > 10_000) throw new Error('It came again for ten seconds.');
    }
    expect(givenUp).toEqual([[['records/0/0'], 'REGISTER_BEHIND']]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(HANDLER_LIMIT_MS);
  });
});

describe('a handler that hangs', () => {
  it('is given up with the run of its school, the others are handled, and its process ends', async () => {
    const handled: string[] = [];
    await handling([opened(0, 'A1'), opened(1, 'A2')], async (schoolId) => {
      if (schoolId === 'A1') await new Promise(() => undefined);
      handled.push(schoolId);
    });
    expect(givenUp).toEqual([[['records/0/0'], 'HANDLER_HUNG']]);
    expect(handled).toEqual(['A2']);
    expect(await fatal).toMatchObject({ code: 'HANDLER_HUNG' });
  });
});
