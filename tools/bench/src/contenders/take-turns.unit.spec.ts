import { describe, expect, it } from '@jest/globals';
import { takeTurns } from './take-turns.js';

describe('two sides that take turns', () => {
  it('are paired after a pair that does not count, and who begins changes', async () => {
    const taken: string[] = [];
    const side = (name: string) => async () => {
      taken.push(name);
      return taken.length;
    };
    const pairs = await takeTurns(3, side('ours'), side('theirs'));
    expect(taken).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs', 'theirs', 'ours']);
    expect(pairs).toEqual([
      { ours: 4, theirs: 3 },
      { ours: 5, theirs: 6 },
      { ours: 8, theirs: 7 },
    ]);
  });
});
