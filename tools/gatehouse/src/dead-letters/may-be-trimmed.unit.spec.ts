import { describe, expect, it } from '@jest/globals';
import { mayBeTrimmed } from './may-be-trimmed.js';

/** `2/10:go` is a letter of partition 2 at offset 10 that may go; any other must stay. */
const trimmed = (...letters: string[]) =>
  mayBeTrimmed(
    letters.map((letter) => {
      const [parts = '', what] = letter.split(':');
      return { place: `some/topic/${parts}`, what };
    }),
    ({ what }) => what === 'go',
  ).map(({ place }) => place.replace('some/topic/', ''));

describe('what may be trimmed of a topic', () => {
  it.each([
    ['nothing of nothing', [], []],
    ['all, if none must stay', ['0/0:go', '0/1:go'], ['0/0', '0/1']],
    ['what lies before the first that must stay', ['0/0:go', '0/1:stay', '0/2:go'], ['0/0']],
    ['of each partition for itself', ['0/0:stay', '0/1:go', '1/5:go', '2/7:go', '2/8:stay'], ['1/5', '2/7']],
    ['in the order of offsets as numbers', ['0/9:go', '0/10:stay'], ['0/9']],
    ['in whatever order they were read', ['0/10:go', '0/9:stay'], []],
  ])('%s', (_, letters, expected) => expect(trimmed(...letters)).toEqual(expected));
});
