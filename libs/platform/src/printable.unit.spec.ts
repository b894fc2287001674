import { describe, expect, it } from '@jest/globals';
import { printable } from './printable.js';

describe('text from elsewhere on a terminal', () => {
  it.each([
    ['\u001b[31mEvil\u009b2J', ' [31mEvil 2J'],
    ['one\r\ntwo\u2028three', 'one  two three'],
    ['\u202eliame', ' liame'],
    ['Ysgol Dŵr 学校', 'Ysgol Dŵr 学校'],
    [undefined, ''],
  ])('cannot move, hide or turn anything: %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('is cut when it is very long', () => {
    expect(printable('x'.repeat(100_000))).toBe(`${'x'.repeat(199)}…`);
  });
});
