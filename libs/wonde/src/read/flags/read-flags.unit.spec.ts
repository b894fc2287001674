import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAnswer } from '../../json/parse-answer.js';
import { readContactRow } from '../read-contact-row.js';
import { readEmployeeRow } from '../read-employee-row.js';
import type { ReadRow, RuleInput } from '../row-types.js';

interface FlagUnderTest {
  holder: string;
  flag: string;
  spellings: string[];
  read: (row: unknown) => { row: ReadRow; input: RuleInput };
}

const contact = (pick: 'courtOrder' | 'parentalResponsibility') => (raw: unknown) => {
  const row = readContactRow(raw);
  return { row, input: row.relationship[pick] };
};
const flags: FlagUnderTest[] = [
  {
    holder: 'relationship',
    flag: 'court_order',
    spellings: [
      'courtOrder',
      'Court_Order',
      'COURT-ORDER',
      'court order',
      'courtorder',
      'court_order ',
      '"court.order"',
    ],
    read: contact('courtOrder'),
  },
  {
    holder: 'relationship',
    flag: 'parental_responsibility',
    spellings: ['parentalResponsibility', 'Parental Responsibility', 'parental_responsibility_'],
    read: contact('parentalResponsibility'),
  },
  {
    holder: 'employment_details',
    flag: 'current',
    spellings: ['Current', 'CURRENT', '_current', 'cur-rent'],
    read: (raw) => {
      const row = readEmployeeRow(raw);
      return { row, input: row.current };
    },
  },
];

describe.each(flags)('the flag $flag', ({ holder, flag, spellings, read }) => {
  /** Reads a row given as text, in which H is the record that holds the flag, and F the flag. */
  const reading = (text: string) => {
    const row = `{"id": "R1", ${text}}`.replaceAll('H:', `"${holder}":`).replaceAll('F:', `"${flag}":`);
    return read(parseAnswer(row));
  };
  const path = (text: string) => text.replace('H', holder).replace('F', flag);

  it.each(['true', 'false', 'null'] as const)('is %s where it is said once, where it belongs', (value) => {
    for (const text of [`H: {F: ${value}}`, `H: {"data": {F: ${value}}}`]) {
      const { row, input } = reading(text);
      expect([input, row.unreadable]).toEqual([value, []]);
    }
  });

  it.each(['"true"', '""', '"Y"', '1', '0', '{}', '[true]', '{"data": true}'])(
    'is unreadable when it says %s',
    (value) => {
      const { row, input } = reading(`H: {"data": {F: ${value}}}`);
      expect([input, row.unreadable]).toEqual(['unreadable', [path('H.data.F')]]);
    },
  );

  it.each(['"other": true', 'H: {}', 'H: {"data": {}}', 'H: {"data": {"other": true, "data": null}}'])(
    'is absent where nothing says it: %s',
    (text) => {
      const { row, input } = reading(text);
      expect([input, row.unreadable]).toEqual(['absent', []]);
    },
  );

  it.each([
    'H: null',
    'H: []',
    'H: "x"',
    'H: {"data": null}',
    'H: {"data": []}',
    'H: null, H: {}',
    'H: {"data": null, "data": {}}',
  ])('is unreadable where what holds it is no object: %s', (text) => {
    const { row, input } = reading(text);
    expect([input, row.unreadable]).toEqual(['unreadable', [holder]]);
  });

  it.each(['true', 'false', 'null'] as const)('is %s when all that say it agree', (value) => {
    const agreeing = [
      `H: {F: ${value}, F: ${value}}`,
      `H: {"data": {F: ${value}, F: ${value}}}`,
      `H: {F: ${value}}, H: {F: ${value}, "other": 1}`,
      `H: {"data": {F: ${value}}, "data": {F: ${value}}}`,
      `F: ${value}, H: {F: ${value}}`,
      `H: {F: ${value}, "data": {F: ${value}}}`,
      `H: {"data": {F: ${value}, "data": {F: ${value}}}}`,
      `H: {"data": {F: ${value}, "data": [{F: ${value}}]}}`,
      `H: {F: ${value}, "${spellings[0]}": ${value}}`,
    ];
    for (const text of agreeing) expect([text, reading(text).input]).toEqual([text, value]);
  });

  const contradictions = (one: string, other: string): [text: string, paths: string[]][] => [
    [`H: {F: ${one}, F: ${other}}`, ['H.F']],
    [`H: {"data": {F: ${one}, F: ${other}}}`, ['H.data.F']],
    [`H: {F: ${one}}, H: {F: ${other}}`, ['H.F']],
    [`H: {"data": {F: ${one}}, "data": {F: ${other}}}`, ['H.data.F']],
    [`H: {F: ${one}}, H: {"data": {F: ${other}}}`, ['H.F', 'H.data.F']],
    [`F: ${one}, H: {F: ${other}}`, ['F', 'H.F']],
    [`F: ${one}, F: ${other}, H: {F: ${one}}`, ['F', 'H.F']],
    [`H: {F: ${one}, "data": {F: ${other}}}`, ['H.F', 'H.data.F']],
    [`H: {"data": {F: ${one}, "data": {F: ${other}}}}`, ['H.data.F', 'H.data.data.F']],
    [`H: {"data": {F: ${one}, "data": {"data": {F: ${other}}}}}`, ['H.data.F', 'H.data.data.data.F']],
    [`H: {"data": {F: ${one}, "data": [{F: ${other}}]}}`, ['H.data.F', 'H.data.data.0.F']],
    [`H: {F: ${one}}, "data": {H: {F: ${other}}}`, ['H.F', 'data.H.F']],
  ];
  const values = ['true', 'false', 'null', '"x"'];
  const pairs = values.flatMap((one) =>
    values.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  it.each(pairs)('is unreadable when it is said as %s and as %s', (one, other) => {
    for (const [text, paths] of contradictions(one, other)) {
      const { row, input } = reading(text);
      expect([text, input, [...row.unreadable].sort()]).toEqual([text, 'unreadable', paths.map(path).sort()]);
    }
  });

  it.each(['true', 'false', 'null'])(
    'is unreadable when a copy of what holds it says %s and another nothing',
    (value) => {
      for (const text of [
        `H: {F: ${value}}, H: {}`,
        `H: {"data": {}, "data": {F: ${value}}}`,
        `H: null, H: {F: ${value}}`,
      ])
        expect([text, reading(text).input]).toEqual([text, 'unreadable']);
    },
  );

  it.each(['true', 'false', 'null'])(
    'is unreadable where it is said only elsewhere, though plainly: %s',
    (value) => {
      const elsewhere: [text: string, at: string][] = [
        [`F: ${value}`, 'F'],
        [`F: ${value}, H: {}`, 'F'],
        [`H: {F: ${value}, "data": {}}`, 'H.F'],
        [`H: {"data": {"data": {F: ${value}}}}`, 'H.data.data.F'],
        [`"data": {H: {F: ${value}}}`, 'data.H.F'],
      ];
      for (const [text, at] of elsewhere) {
        const { row, input } = reading(text);
        expect([text, input, row.unreadable]).toEqual([text, 'unreadable', [path(at)]]);
      }
      for (const text of [`H: [{F: ${value}}]`, `H: {"data": [{F: ${value}}]}`, `F: ${value}, H: null`])
        expect([text, reading(text).input]).toEqual([text, 'unreadable']);
    },
  );

  it.each(spellings)('is unreadable under another spelling, alone or beside its own: %j', (spelling) => {
    const key = JSON.stringify(spelling);
    for (const [text, at] of [
      [`H: {${key}: false}`, 'H.F'],
      [`H: {"data": {${key}: true}}`, 'H.data.F'],
      [`H: {F: false, ${key}: true}`, 'H.F'],
      [`H: {"data": {F: false, ${key}: "x"}}`, 'H.data.F'],
      [`${key}: true`, 'F'],
    ] as const) {
      const { row, input } = reading(text);
      expect([text, input, row.unreadable]).toEqual([text, 'unreadable', [path(at)]]);
    }
  });

  it('is looked for in what holds it under another spelling, too', () => {
    const other = holder.toUpperCase().replace('_', ' ');
    const { row, input } = reading(`H: {F: false}, "${other}": {"Data": {F: true}}`);
    expect([input, row.unreadable]).toEqual(['unreadable', [path('H.F'), path('H.data.F')]]);
  });

  it('is not taken from names that only look alike', () => {
    const { input } = reading(
      `H: {F: false, "${flag}2": true, "x_${flag}": true, "is ${flag}": true, "${flag}ä": true}`,
    );
    expect(input).toBe('false');
  });

  it('is not taken from a prototype, and from a name `__proto__` as from any other', () => {
    const inherited = Object.create({ [holder]: { [flag]: false } }) as object;
    expect(read(inherited).input).toBe('absent');
    expect(reading('"__proto__": {F: false}, H: {}').input).toBe('unreadable');
    expect(reading('"__proto__": {"x": false}, H: {F: false}').input).toBe('false');
  });

  it.each([
    '"pivot": {F: true}',
    '"attributes": {"x": [{F: true}]}',
    '"other": {"relationships": {"data": {F: "x"}}}',
    '"a": {}, "a": {F: true}',
    `"x": ${'{"data": '.repeat(50)}{F: true}${'}'.repeat(50)}`,
    `H: {F: false, "pivot": {F: null}}`,
  ])('is unreadable where it is said otherwise anywhere else in the row: %s', (elsewhere) => {
    expect(reading(`H: {F: false}, ${elsewhere}`).input).toBe('unreadable');
    expect(reading(`${elsewhere}, H: {F: false}`).input).toBe('unreadable');
  });

  it('is told without the names of the source’s own', () => {
    const { row } = reading('H: {F: false}, "Ada": {"Lovelace": {F: true}}');
    expect(row.unreadable).toEqual([path('H.F'), path('*.F')]);
  });

  it('is looked for however deep a row nests', () => {
    const wrapped = `${'{"data": '.repeat(20_000)}{F: true}${'}'.repeat(20_000)}`;
    const row: unknown = JSON.parse(`{"id": "R1", "${holder}": ${wrapped.replace('F:', `"${flag}":`)}}`);
    expect(read(row).input).toBe('unreadable');
  });

  it('never gets easier by another saying: beside a plain one, anything leaves its class or makes it unreadable', () => {
    const saying = fc.constantFrom('true', 'false', 'null', '1', '"no"', '{}');
    const name = fc.constantFrom('F:', ...spellings.map((spelling) => `${JSON.stringify(spelling)}:`));
    const place = fc.constantFrom<(said: string, plain: string) => string>(
      (said, plain) => `${said}, H: {${plain}}`,
      (said, plain) => `H: {${plain}}, ${said}`,
      (said, plain) => `H: {${said}, ${plain}}`,
      (said, plain) => `H: {"data": {${plain}}, ${said}}`,
      (said, plain) => `H: {"data": {${plain}, "data": {${said}}}}`,
      (said, plain) => `H: {"data": {${plain}}}, H: {"data": {${said}}}`,
    );
    fc.assert(
      fc.property(fc.constantFrom('true', 'false', 'null'), saying, name, place, (plain, said, as, put) => {
        const { input } = reading(put(`${as} ${said}`, `F: ${plain}`));
        expect(said === plain ? [plain, 'unreadable'] : ['unreadable']).toContain(input);
      }),
    );
  });
});

describe('the relationship of a contact that is said twice', () => {
  it('has the flags and the priority on which both agree, each for itself', () => {
    const text =
      '{"id": "C1", "relationship": {"court_order": true, "parental_responsibility": true, "priority": 1}, ' +
      '"relationship": {"data": {"court_order": true, "parental_responsibility": false, "priority": 1}}}';
    expect(readContactRow(parseAnswer(text))).toMatchObject({
      relationship: { courtOrder: 'true', parentalResponsibility: 'unreadable', priority: 1 },
      unreadable: ['relationship.parental_responsibility', 'relationship.data.parental_responsibility'],
    });
  });

  it.each([
    '{"id": "C1", "relationship": {"priority": 1, "priority": 2}}',
    '{"id": "C1", "relationship": {"priority": 1}, "relationship": {"priority": 2}}',
  ])('has no priority on which they disagree: %s', (text) => {
    expect(readContactRow(parseAnswer(text))).toMatchObject({
      relationship: { priority: undefined },
      unreadable: ['relationship.priority'],
    });
  });
});
