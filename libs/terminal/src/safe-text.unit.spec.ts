import { describe, expect, it } from '@jest/globals';
import { escaped, jsonLine, printable } from './safe-text.js';

/** One of every kind that a terminal obeys or hides. */
const UNSAFE = [
  ...['\u0000', '\u0007', '\b', '\t', '\r', '\u001b', '\u007f', '\u0080', '\u0085', '\u009b', '\u009f'],
  ...['\u00ad', '\u061c', '\u200b', '\u200d', '\u200e', '\u200f', '\u2028', '\u2029', '\u2060', '\ufeff'],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
  ...['\ud800', '\udfff', '\u{e0001}', '\u{e0041}', '\u{e007f}'],
];
const SAFE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

describe('a text for a terminal', () => {
  it.each(UNSAFE.map((character) => [JSON.stringify(escaped(character)), character]))(
    'has no raw %s',
    (_, character) => {
      const text = escaped(`a${character}b`);
      expect(text).toMatch(SAFE);
      expect(JSON.parse(`"${text}"`)).toBe(`a${character}b`);
    },
  );

  it('keeps its lines and every letter', () => {
    const text = 'Ysgol Dŵr\n学校 🎒 é\n';
    expect(escaped(text)).toBe(text);
  });
});

describe('a line of JSON for a terminal', () => {
  it('is the same data in one safe line', () => {
    const value = { name: `Jane${UNSAFE.join('')}\nDoe`, [`key${UNSAFE.join('')}`]: ['\u{1f392}', null, 1] };
    const line = jsonLine(value);
    expect(line.slice(0, -1)).toMatch(SAFE);
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toEqual(value);
  });
});

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
