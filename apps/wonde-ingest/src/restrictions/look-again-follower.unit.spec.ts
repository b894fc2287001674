import { describe, expect, it } from '@jest/globals';
import { restrictionsStream, settingsStream, TOPICS } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, SubscribeOptions } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import type { MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { LookAgainFollower, tellWhoIsBehind } from './look-again-follower.js';

const event = (stream: string, type: string, schemaVersion = 1) =>
  ({ stream, type, data: {}, metadata: { schemaVersion } }) as unknown as RecordedEvent;

/** A bus that is away for the first times, and what it was given. */
function busThatIsAway(times: number) {
  const told: string[] = [];
  let left = times;
  const publish = async (topic: string, messages: readonly OutgoingMessage[]) => {
    if (left-- > 0) throw new MessageBusUnavailable('away');
    expect(topic).toBe(TOPICS.lookAgain);
    told.push(...messages.map(({ key }) => key));
  };
  return { bus: { publish } as unknown as MessageBus, told };
}

/** Follows a store that delivers these events, and gives who was told to look again. */
async function following(events: readonly RecordedEvent[], away = 0): Promise<string[]> {
  let delivered: Promise<void> = Promise.resolve();
  const eventStore = {
    lastPosition: async () => null,
    subscribe: ({ onBatch }: SubscribeOptions) => {
      delivered = onBatch([...events], '1');
      return { stop: async () => undefined, ended: new Promise<void>(() => undefined) };
    },
  } as unknown as EventStore;
  const { bus, told } = busThatIsAway(away);
  const silent = () => undefined;
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  const host = { engines: { eventStore, bus } as Engines, stalls };
  await new LookAgainFollower().start(host, silent);
  await delivered;
  return told;
}

describe('who is told to look again', () => {
  it.each([
    ['a block', settingsStream('A1'), 'PersonBlocked'],
    ['rows that were joined', settingsStream('A1'), 'RowsJoined'],
    ['a restriction that was moved', settingsStream('A1'), 'RestrictionMoved'],
    ['another meaning of blank', settingsStream('A1'), 'CourtOrderPolicySet'],
    ['what was read', restrictionsStream('A1'), 'InputsRestrict'],
    ['who is alike', restrictionsStream('A1'), 'RowsAlike'],
  ])('a school, once, for %s', async (_, stream, type) => {
    expect(await following([event(stream, type), event(stream, type)])).toEqual(['A1']);
  });

  it('a school for what only a newer version knows', async () => {
    const newer = [
      event(settingsStream('A1'), 'SomebodyUnwanted'),
      event(restrictionsStream('B1'), 'LinksReleased', 99),
    ];
    expect(await following(newer)).toEqual(['A1', 'B1']);
  });

  it.each([
    ['a lift', settingsStream('A1'), 'RestrictionLifted'],
    ['a whole reading', restrictionsStream('A1'), 'ReadingWhole'],
    ['a release', restrictionsStream('A1'), 'LinksReleased'],
  ])('nobody for %s', async (_, stream, type) => {
    expect(await following([event(stream, type)])).toEqual([]);
  });

  it('a school of whose decisions one cannot be read: it may restrict', async () => {
    const damaged = { ...event(settingsStream('A1'), 'SyncRequested'), damaged: true as const };
    expect(await following([damaged])).toEqual(['A1']);
  });

  it('although the bus was away', async () => {
    expect(await following([event(settingsStream('A1'), 'PersonBlocked')], 2)).toEqual(['A1']);
  });
});

describe('at the start', () => {
  const storeWith = (closing: object | undefined, hasLines: boolean) =>
    ({
      readLast: async (stream: string) => {
        if (stream.startsWith('settings-')) return { revision: 3 };
        if (stream.startsWith('restrictions-')) return { revision: 7 };
        if (stream.startsWith('ledger-')) return hasLines ? { revision: 0 } : undefined;
        return closing && { metadata: closing };
      },
    }) as unknown as EventStore;
  const told = async (closing: object | undefined, hasLines = true) => {
    const { bus, told: schools } = busThatIsAway(0);
    await tellWhoIsBehind(storeWith(closing, hasLines), bus, ['A1'], new AbortController().signal);
    return schools;
  };

  it.each([
    ['nobody, where the last closings knew all', { settingsRevision: 3, restrictionsRevision: 7 }, []],
    ['a school with a later decision', { settingsRevision: 2, restrictionsRevision: 7 }, ['A1']],
    ['a school with a later reading', { settingsRevision: 3, restrictionsRevision: 6 }, ['A1']],
    ['a school that closed before there was a register', { settingsRevision: 3 }, ['A1']],
    ['a school whose first run never ended', undefined, ['A1']],
    [
      'a school whose closing says it in another form',
      { settingsRevision: 'x', restrictionsRevision: 7 },
      ['A1'],
    ],
  ])('%s', async (_, closing, schools) => {
    expect(await told(closing)).toEqual(schools);
  });

  it.each(['settings-', 'restrictions-', 'closings-', 'ledger-'])(
    'a school whose last event of %s cannot be read, and no other for that',
    async (prefix) => {
      const store = storeWith(undefined, false);
      const readLast: EventStore['readLast'] = async (stream) => {
        if (stream.startsWith(`${prefix}A1`)) throw new EventDamaged(event(stream, 'Any'));
        return store.readLast(stream);
      };
      const { bus, told: schools } = busThatIsAway(0);
      const { signal } = new AbortController();
      await tellWhoIsBehind({ readLast } as EventStore, bus, ['A1', 'A2'], signal);
      expect(schools).toEqual(['A1']);
    },
  );

  it('nobody, where no ledger has a line', async () => {
    expect(await told(undefined, false)).toEqual([]);
  });
});
