import { describe, expect, it } from '@jest/globals';
import { DEFAULT_HOLD_LIMITS, exceeds, isAboutAsMany } from './hold-limits.js';

describe('too many are gone', () => {
  it.each([
    // More than 20 and more than 10 %.
    [21, 209, true],
    [21, 210, false],
    [20, 150, false],
    [30, 300, false],
    [31, 300, true],
    // More than a third, however few.
    [5, 15, false],
    [6, 15, true],
    [100, 300, true],
    [4, 12, false],
    [5, 12, true],
    // Fewer than ten: more than half alone.
    [4, 9, false],
    [5, 9, true],
    [1, 2, false],
    [2, 3, true],
    // All.
    [1, 1, true],
    [10, 10, true],
    [0, 0, false],
    [0, 60, false],
  ])('%d of %d: %s', (gone, stood, isTooMany) => {
    expect(exceeds(DEFAULT_HOLD_LIMITS, stood, gone)).toBe(isTooMany);
  });

  it('a third is a third, at every size', () => {
    for (let third = 4; third <= 2000; third += 1) {
      const wide = { ...DEFAULT_HOLD_LIMITS, records: 10_000 };
      expect([exceeds(wide, 3 * third, third), exceeds(wide, 3 * third, third + 1)]).toEqual([false, true]);
    }
  });

  it('follows a school’s own limits, save that all are always too many', () => {
    const summer = { records: 200, percent: 50, mostPercent: 60 };
    expect(exceeds(summer, 300, 180)).toBe(false);
    expect(exceeds(summer, 300, 181)).toBe(true);
    expect(exceeds({ records: 1000, percent: 100, mostPercent: 100 }, 300, 299)).toBe(false);
    expect(exceeds({ records: 1000, percent: 100, mostPercent: 100 }, 300, 300)).toBe(true);
  });

  it('never fewer gone are too many where more are not', () => {
    for (let stood = 1; stood <= 250; stood += 1) {
      const judged = Array.from({ length: stood + 1 }, (_, gone) =>
        exceeds(DEFAULT_HOLD_LIMITS, stood, gone),
      );
      expect(judged.lastIndexOf(false)).toBeLessThan(judged.indexOf(true));
    }
  });
});

it('two numbers are about the same up to twice the other', () => {
  expect([
    isAboutAsMany(12, 6),
    isAboutAsMany(6, 12),
    isAboutAsMany(12, 5),
    isAboutAsMany(0, 1),
    isAboutAsMany(0, 0),
  ]).toEqual([true, true, false, false, true]);
});
