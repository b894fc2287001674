import { describe, expect, it } from '@jest/globals';
import { failureOf } from './failure-of.js';
import type { Mix } from './history/generate-history.js';
import { generateHistory } from './history/generate-history.js';
import { told } from './history/told.js';

/**
 * Whole generated histories through the real services. One that fails is made small by
 * `npm run histories -- --count 1 --seed <seed> --mix <mix>`.
 */
describe('whatever happens in a school’s nights', () => {
  it.each<[Mix, number, number]>([
    ['all', 1, 6],
    ['source', 1001, 3],
    ['faults', 2001, 3],
    ['words', 3001, 3],
    ['troubles', 4001, 3],
    ['holds', 5001, 4],
  ])(
    'nobody is in who must be out, and disturbed runs end alike: %s from seed %i',
    async (mix, from, count) => {
      for (let seed = from; seed < from + count; seed += 1) {
        const history = generateHistory(seed, mix);
        const failure = await failureOf(history);
        expect(failure && `${told(history)}\n${failure.message}`).toBeUndefined();
      }
    },
  );
});
