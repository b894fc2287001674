import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SaidTwice, sayingsOf } from './delivered.js';
import { parseAnswer } from './parse-answer.js';
import { parseEverySaying } from './parse-every-saying.js';

const twice = (...values: ConstructorParameters<typeof SaidTwice>[0]) => new SaidTwice(values);

describe('parsing an answer', () => {
  it.each([
    ['scalars that differ', '{"a": true, "a": false}', { a: twice(true, false) }],
    ['one that is spelled with an escape', '{"a": 1, "\\u0061": 2}', { a: twice(1, 2) }],
    ['one with white space before its colon', '{"a" \n\t\r: 1, "a"\n: 2}', { a: twice(1, 2) }],
    [
      'one beside a name with white space before its colon',
      '{"a" : 0, "b": 1, "b": 2}',
      { a: 0, b: twice(1, 2) },
    ],
    ['the empty name', '{"": 1, "": 2}', { '': twice(1, 2) }],
    ['three sayings', '{"a": 1, "b": 0, "a": 2, "a": 1}', { a: twice(1, 2, 1), b: 0 }],
    ['null and false', '{"a": null, "a": false}', { a: twice(null, false) }],
    ['a number and its text', '{"a": 1, "a": "1"}', { a: twice(1, '1') }],
    ['lists, also equal ones', '{"a": [1], "a": [1]}', { a: twice([1], [1]) }],
    ['objects, also empty ones', '{"a": {}, "a": {}}', { a: twice({}, {}) }],
    ['a name deep in lists and objects', '[{"a": [{"b": 1, "b": 2}]}]', [{ a: [{ b: twice(1, 2) }] }]],
    [
      'a name in a value that was said twice',
      '{"a": {"b": 1, "b": 2}, "a": 0}',
      { a: twice({ b: twice(1, 2) }, 0) },
    ],
  ])('shows a name that one object says twice: %s', (_what, text, expected) => {
    expect(parseAnswer(text)).toStrictEqual(expected);
  });

  it.each([
    ['the same scalar twice', '{"a": true, "a": true}', { a: true }],
    ['the same text, spelled differently', '{"a": "x", "a": "\\u0078"}', { a: 'x' }],
    ['the same name in two objects', '[{"a": 1}, {"a": 2}]', [{ a: 1 }, { a: 2 }]],
    ['names that differ in case', '{"a": 1, "A": 2}', { a: 1, A: 2 }],
    [
      'a quote and a colon in a text',
      '{"a": "she said \\"x\\": y", "b": ":"}',
      { a: 'she said "x": y', b: ':' },
    ],
    ['a text that hides a second saying', '{"a": "\\"a\\": 2"}', { a: '"a": 2' }],
    ['no object at all', '[1, "x", null]', [1, 'x', null]],
  ])('is what it always was for %s', (_what, text, expected) => {
    expect(parseAnswer(text)).toStrictEqual(expected);
  });

  it('takes `__proto__` for a name like any other, said once or twice', () => {
    const parsed = parseAnswer('{"__proto__": {"a": 1}, "__proto__": {"a": 2}, "b": {"__proto__": true}}');
    expect(Object.entries(parsed as object)).toStrictEqual([
      ['__proto__', twice({ a: 1 }, { a: 2 })],
      ['b', JSON.parse('{"__proto__": true}')],
    ]);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('is not deceived by names on the prototype of all objects', () => {
    Object.defineProperty(Object.prototype, 'polluted', { value: 1, enumerable: true, configurable: true });
    try {
      expect(sayingsOf((parseAnswer('{"a": 1, "a": 2}') as { a: SaidTwice }).a)).toEqual([1, 2]);
    } finally {
      delete (Object.prototype as Record<string, unknown>)['polluted'];
    }
  });

  it.each([
    '',
    '{',
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": 1} // x',
    '{"a": /* x */ 1}',
    '{"a": 1, "a": 2,}',
    'NaN',
  ])('takes strict JSON only: %j', (text) => {
    expect(() => parseAnswer(text)).toThrow(SyntaxError);
  });

  it('takes a text however deep it nests', () => {
    const text = `${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}`;
    expect(() => parseAnswer(text)).not.toThrow();
    expect(() => parseAnswer(text.replace('1', '{"b":1,"b":2}'))).toThrow(RangeError);
  });
});

describe('the slow parser', () => {
  const name = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', '', '"', ':', '0'),
    fc.string({ unit: 'binary' }),
  );
  const value = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.array(fc.tuple(name, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).json;

  it('gives what `JSON.parse` gives for every text without a name said twice, and so does the fast one', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        const text = JSON.stringify(json, undefined, space);
        expect(isDeepStrictEqual(parseEverySaying(text), JSON.parse(text))).toBe(true);
        expect(isDeepStrictEqual(parseAnswer(text), JSON.parse(text))).toBe(true);
      }),
    );
  });

  it.each(['[-0, 1e400, -1E-7, 0.1e+2, 123456789012345678901]', '["\\ud800 \\/ \\b\\f", "\u2028\u007f"]'])(
    'gives the same numbers and texts as `JSON.parse`: %j',
    (text) => {
      expect(isDeepStrictEqual(parseEverySaying(text), JSON.parse(text))).toBe(true);
    },
  );

  it('shows every saying, whatever the names and values', () => {
    fc.assert(
      fc.property(name, fc.array(value, { minLength: 2, maxLength: 4 }), (key, values) => {
        const members = values.map((each) => `${JSON.stringify(key)}:${JSON.stringify(each)}`);
        const parsed = parseAnswer(`{${members.join(',')}}`) as Record<string, SaidTwice>;
        const [only, ...others] = Object.values(parsed);
        expect(others).toEqual([]);
        const said = sayingsOf(only).map((each) => JSON.stringify(each));
        expect(new Set(said)).toEqual(new Set(values.map((each) => JSON.stringify(each))));
      }),
    );
  });
});
