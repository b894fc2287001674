import { describe, expect, it } from '@jest/globals';
import { printable } from './printable.js';

describe('text from elsewhere on a terminal', () => {
  it.each([
    ['\u001b[31mEvil\u009b2J', ' [31mEvil 2J'],
    ['one\r\ntwo\u2028three\u0085four', 'one  two three four'],
    ['\u202eliame', ' liame'],
    ['a\u061cb\u200ec\u2066d\ufeffe\u{e0041}f\ud800g', 'a b c d e f g'],
    ['Ysgol Dŵr 学校 🎒', 'Ysgol Dŵr 学校 🎒'],
    [undefined, ''],
    [null, ''],
    [7, '7'],
    [
      { date: '2026-09-01\u009b', timezone: 'Europe/London' },
      '{"date":"2026-09-01 ","timezone":"Europe/London"}',
    ],
  ])('cannot move, hide or turn anything: %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('is cut when it is very long, and never within a character', () => {
    expect(printable('x'.repeat(100_000))).toBe(`${'x'.repeat(199)}…`);
    expect(printable(`${'x'.repeat(198)}🎒🎒`)).toBe(`${'x'.repeat(198)}…`);
  });

  it('is shown whatever it is made of', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    for (const value of [loop, Object.assign(() => 1, { toString: null }), { toJSON: () => undefined }])
      expect(typeof printable(value)).toBe('string');
  });
});
