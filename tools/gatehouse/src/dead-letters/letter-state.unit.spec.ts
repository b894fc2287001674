import { describe, expect, it } from '@jest/globals';
import type { Letter } from './letter.js';
import { stateOf } from './letter-state.js';

const OF_RUN_4 = { run: 4, content: { run: 4 } } as Letter;
const UNREADABLE_OF_RUN_4 = { run: 4, content: undefined } as Letter;
const UNREADABLE = { run: undefined, content: undefined } as Letter;

describe('the state of a dead letter', () => {
  it.each([
    ['waiting', 'its run is the last', OF_RUN_4, 4, false],
    ['waiting', 'no run has completed as a whole', OF_RUN_4, -1, false],
    ['asked', 'a run was asked for', OF_RUN_4, 4, true],
    ['settled', 'a later run has completed', OF_RUN_4, 5, false],
    ['settled', 'a later run has completed, and another was asked for', OF_RUN_4, 5, true],
    ['unreadable', 'only its run can be read', UNREADABLE_OF_RUN_4, 4, false],
    ['settled', 'only its run can be read, and a later one has completed', UNREADABLE_OF_RUN_4, 5, false],
    ['unreadable', 'its run is not known', UNREADABLE, 5, false],
    ['asked', 'its run is not known, and a run was asked for', UNREADABLE, 5, true],
  ])('is %s when %s', (state, _, letter, lastWhole, isAsked) => {
    expect(stateOf(letter, { lastWhole, isAsked })).toBe(state);
  });
});
