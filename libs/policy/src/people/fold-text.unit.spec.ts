import { describe, expect, it } from '@jest/globals';
import { foldUpi } from './fold-text.js';

describe('a folded upi', () => {
  it.each([
    ['AB12', 'ab12'],
    [' ab 12\u00a0', 'ab12'],
    ['a\u200bb\ufeff12', 'ab12'],
    ['ａｂ１２', 'ab12'],
    ['é1', 'e\u03011'],
  ])('is the same for %j and %j', (a, b) => {
    expect(foldUpi(a)).toBe(foldUpi(b));
  });

  it.each([
    ['ab-12', 'ab12'],
    ['ab.12', 'ab12'],
    ['é1', 'e1'],
  ])('tells %j and %j apart: nothing that is seen is dropped', (a, b) => {
    expect(foldUpi(a)).not.toBe(foldUpi(b));
  });

  it('of blanks names nobody', () => {
    expect(foldUpi(' \u200b ')).toBe('');
  });
});
