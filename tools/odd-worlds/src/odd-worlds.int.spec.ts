import { describe, expect, it } from '@jest/globals';
import { failureOf } from './failure-of.js';

/** A world that fails is read again by `npm run odd-worlds -- --count 1 --seed <seed>`. */
describe('what a MIS sends, however odd', () => {
  it.each([1, 51, 101, 151])(
    'comes in as a plain reading of it says: 50 worlds from seed %i',
    async (from) => {
      for (let seed = from; seed < from + 50; seed += 1) {
        expect({ seed, failure: await failureOf(seed) }).toEqual({ seed, failure: undefined });
      }
    },
    120_000,
  );
});
