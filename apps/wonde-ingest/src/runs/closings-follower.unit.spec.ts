import { ADD_ONS, closingsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, SubscribeOptions } from '@gatehouse/event-store';
import type { Engines } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Closing } from './closings-follower.js';
import { ClosingsFollower } from './closings-follower.js';

const silent = () => undefined;
const never = new AbortController().signal;

let follower: ClosingsFollower;
let deliver: (...events: RecordedEvent[]) => Promise<void>;
beforeEach(async () => {
  follower = new ClosingsFollower();
  const eventStore = {
    lastPosition: async () => null,
    subscribe: ({ onBatch }: SubscribeOptions) => {
      deliver = (...events) => onBatch(events, '1');
      return { stop: async () => undefined, ended: new Promise<void>(silent) };
    },
  } as unknown as EventStore;
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  await follower.start({ engines: { eventStore } as Engines, stalls }, silent);
});

const closing = (run: number): Closing => ({
  run,
  outcome: 'closed',
  size: 0,
  rootHash: null,
  counts: {},
  reasons: {},
  keptOut: {},
  notClosed: {},
});
const closed = (schoolId: string, addOn: (typeof ADD_ONS)[number], data: object, more: object = {}) =>
  ({ stream: closingsStream(schoolId, addOn), type: 'LedgerClosed', data, ...more }) as RecordedEvent;

describe('who waits for a run to be closed', () => {
  it('is told when its last ledger is', async () => {
    const waiting = follower.closingsOf('A1', 3, never);
    await deliver(...ADD_ONS.map((addOn) => closed('A1', addOn, closing(3))));
    expect(Object.keys(await waiting).sort()).toEqual([...ADD_ONS].sort());
  });

  it.each([
    ['is damaged', {}, { damaged: true }],
    ['is empty', {}, {}],
    ['has another form', { run: 'x', outcome: 7 }, {}],
  ])('is told at once where a closing of the school %s, and nobody else is', async (_, data, more) => {
    const waiting = follower.closingsOf('A1', 3, never);
    const other = follower.closingsOf('A2', 3, never);
    const [first, ...others] = ADD_ONS;
    await deliver(closed('A1', first, data, more));
    await expect(waiting).rejects.toMatchObject({
      code: 'CLOSING_UNREADABLE',
      message: expect.stringMatching(/school A1 .*restore/),
    });
    await deliver(...[first, ...others].map((addOn) => closed('A2', addOn, closing(3))));
    expect((await other)[first].run).toBe(3);
  });
});
