import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { describe, expect, it, jest } from '@jest/globals';
import type { Engines } from '../engines.js';
import { GuardedEngines } from './guarded-engines.js';
import { WorkInHand } from './work-in-hand.js';

const never = () => new Promise<never>(() => undefined);
const NOBODY = { bus: {}, keyStore: {}, readModels: {} };

function guarded(eventStore: object, limitMs = 20, stop?: AbortSignal): GuardedEngines {
  return new GuardedEngines({ ...NOBODY, eventStore } as unknown as Engines, { limitMs, stop });
}

/** An adapter with a private field, which a wrapper must not lose. */
class Adapter {
  readonly #last = { revision: 7 };
  readLast = async () => this.#last;
  async lastPosition() {
    return String(this.#last.revision);
  }
}

describe('an engine that is guarded', () => {
  it('answers as it would', async () => {
    const { eventStore } = guarded(new Adapter());
    expect(await eventStore.readLast('a')).toEqual({ revision: 7 });
    expect(await eventStore.lastPosition(['a'])).toBe('7');
  });

  it.each<[string, (store: EventStore) => Promise<unknown>]>([
    ['an append', (store) => store.append('a', 0, [])],
    ['the last event', (store) => store.readLast('a')],
    ['the last position', (store) => store.lastPosition(['a'])],
    ['a reading', (store) => all(store.read('a'))],
  ])('is away when it does not answer in time: %s', async (_, call) => {
    const hanging = { append: never, readLast: never, lastPosition: never, read: hangingAfterOne };
    await expect(call(guarded(hanging).eventStore)).rejects.toThrow(EventStoreUnavailable);
  });

  it('says whether it answers anything, while one call after the other fails', async () => {
    const store = { readLast: never, lastPosition: async () => '1' };
    const engines = guarded(store);
    const away = await engines.eventStore.readLast('a').catch((error: unknown) => error);
    const before = Date.now() - 1;
    expect(engines.hasAnsweredSince(before, away)).toBe(false);
    await engines.eventStore.lastPosition(['a']);
    expect(engines.hasAnsweredSince(before, away)).toBe(true);
  });

  it('is waited for only a little when the process is asked to stop, and then is not asked any more', async () => {
    jest.useFakeTimers();
    try {
      let asked = 0;
      const stop = new AbortController();
      const hanging = { readLast: never, lastPosition: async () => String((asked += 1)) };
      const { eventStore } = guarded(hanging, 60_000, stop.signal);
      const inHand = eventStore.readLast('a').catch((error: unknown) => error);
      stop.abort();
      await jest.advanceTimersByTimeAsync(3_000);
      expect(await eventStore.lastPosition(['a'])).toBe('1');
      await jest.advanceTimersByTimeAsync(1_000);
      expect(await inHand).toBeInstanceOf(EventStoreUnavailable);
      await expect(eventStore.lastPosition(['a'])).rejects.toThrow(EventStoreUnavailable);
      expect(asked).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('counts an error of its own as an answer', async () => {
    const engines = guarded({
      readLast: async () => {
        throw new RangeError('no such thing');
      },
    });
    await expect(engines.eventStore.readLast('a')).rejects.toThrow(RangeError);
    expect(engines.hasAnsweredSince(Date.now() - 1_000, new EventStoreUnavailable(''))).toBe(true);
  });
});

describe('work in hand', () => {
  it('that waits for an engine does not idle, and else does', async () => {
    const { eventStore } = guarded({ readLast: never }, 500);
    const waiting = WorkInHand.begin(async () => void (await eventStore.readLast('a')));
    const ended = expect(waiting.done).rejects.toThrow(EventStoreUnavailable);
    const idle = WorkInHand.begin(never);
    while (idle.idleMs() === 0) await nextTurn();
    expect(waiting.idleMs()).toBe(0);
    await ended;
  });

  it('that was given up reaches no engine any more, wherever its promises lead', async () => {
    const appended: string[] = [];
    const { eventStore } = guarded({ append: async (stream: string) => void appended.push(stream) });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const work = WorkInHand.begin(async () => {
      await eventStore.append('before', 0, []);
      await held;
      await Promise.all([1].map(() => eventStore.append('after', 0, [])));
    });
    work.kill();
    goOn();
    await expect(work.done).rejects.toMatchObject({ code: 'WORK_GIVEN_UP' });
    await eventStore.append('of others', 0, []);
    expect(appended).toEqual(['before', 'of others']);
  });
});

async function* hangingAfterOne() {
  yield [];
  await never();
}

async function all(batches: AsyncIterable<unknown>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const batch of batches) read.push(batch);
  return read;
}
