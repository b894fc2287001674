import { describe, expect, it } from '@jest/globals';
import type { Engines } from '../engines.js';
import { GuardedEngines } from './guarded-engines.js';
import { unlessHung } from './unless-hung.js';

const LIMIT_MS = 100;
const host = { handlerLimitMs: LIMIT_MS };

/** A promise that somebody else settles. */
function settled<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** Engines of which the key store alone is asked, and answers when it is told to. */
function engines(answer: Promise<[]>): GuardedEngines {
  const port = { get: () => answer };
  return new GuardedEngines({
    eventStore: {},
    bus: {},
    readModels: {},
    keyStore: port,
  } as unknown as Engines);
}

describe('what a follower does', () => {
  it('ends as its work does', async () => {
    await unlessHung(host, async () => undefined);
    const failing = unlessHung(host, () => Promise.reject(new TypeError('It fails.')));
    await expect(failing).rejects.toThrow(TypeError);
  });

  it('is given up when it does nothing for too long, and what it asks of an engine then is refused', async () => {
    const [goOn, asked] = [settled<void>(), settled<string>()];
    const { keyStore } = engines(Promise.resolve([]));
    const work = async () => {
      await goOn.promise;
      await keyStore.get(['a']).catch(({ code }: { code: string }) => asked.resolve(code));
    };
    await expect(unlessHung(host, work)).rejects.toMatchObject({ code: 'HANDLER_HUNG' });
    goOn.resolve();
    expect(await asked.promise).toBe('WORK_GIVEN_UP');
  });

  it('may wait for an engine for longer', async () => {
    const answer = settled<[]>();
    const { keyStore } = engines(answer.promise);
    const waiting = unlessHung(host, async () => void (await keyStore.get(['a'])));
    setTimeout(() => answer.resolve([]), 3 * LIMIT_MS);
    await waiting;
  });
});
