import { describe, expect, it } from '@jest/globals';
import type { Letter } from './letter.js';
import { stateOf } from './letter-state.js';

const OF_RUN_4 = { content: { run: 4 } } as Letter;
const UNREADABLE = { content: undefined } as Letter;

describe('the state of a dead letter', () => {
  it.each([
    ['waiting', 'its run is the last', OF_RUN_4, 4, false],
    ['waiting', 'no run has completed', OF_RUN_4, -1, false],
    ['asked', 'a run was asked for', OF_RUN_4, 4, true],
    ['settled', 'a later run has completed', OF_RUN_4, 5, false],
    ['settled', 'a later run has completed, and another was asked for', OF_RUN_4, 5, true],
    ['unreadable', 'its run is not known', UNREADABLE, 5, false],
    ['asked', 'its run is not known, and a run was asked for', UNREADABLE, 5, true],
  ])('is %s when %s', (state, _, letter, lastCompleted, isAsked) => {
    expect(stateOf(letter, { lastCompleted, isAsked })).toBe(state);
  });
});
