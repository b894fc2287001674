import { describe, expect, it } from '@jest/globals';
import { highestOffsets, placeOf } from './message-place.js';

describe('the place of a message', () => {
  it('is what its id says', () => {
    expect(placeOf('mis.records', 'mis.records/3/12')).toEqual({ partition: 3, offset: 12n });
  });

  it.each(['mis.records/3/12', 'other/0', 'other/a/1', 'other/0/-1', '', 'other/0/1/2'])(
    'is refused for an id that is none of the topic: %s',
    (id) => expect(() => placeOf('other', id)).toThrow(RangeError),
  );

  it('is the highest for each partition', () => {
    expect(highestOffsets('t', ['t/0/9', 't/0/10', 't/2/1', 't/0/3'])).toEqual(
      new Map([
        [0, 10n],
        [2, 1n],
      ]),
    );
  });
});
