import { describe, expect, it } from '@jest/globals';
import { parseAnswer } from '../json/parse-answer.js';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';
import { readStudentRow } from './read-student-row.js';

/** Rows come out of JSON texts: only there `__proto__` is a key like any other. */
const json = (text: string): unknown => JSON.parse(text) as unknown;

describe('the id of a row', () => {
  it.each(['A1749191433', 'A1-B2', ' A1 ', 'x'.repeat(128)])('%j is kept as delivered', (id) => {
    expect(readStudentRow({ id, contacts: [] })).toMatchObject({ id, unreadable: [] });
  });

  it.each([undefined, null, '', '  ', 5, true, ['A1'], { id: 'A1' }, 'x'.repeat(129), 'A\ud800'])(
    '%j is none, and reported',
    (id) => {
      const row = readStudentRow({ id, contacts: [] });
      expect(row.id).toBeUndefined();
      expect(row.unreadable).toEqual(['id']);
    },
  );
});

describe('a upi that is a number', () => {
  it('is what it was written as: whoever wrote `1e5` may have meant 100000, and may not', () => {
    const upiOf = (text: string) => readEmployeeRow(parseAnswer(`{"id": "E1", "upi": ${text}}`)).upi;
    expect(upiOf('100000')).toEqual({ kind: 'upi', value: '100000' });
    for (const text of ['1e5', '100000.0', '[1e5]', '{"data": 1e5}', '[[100000.0]]', '{"data": [1e5]}'])
      expect(upiOf(text)).toEqual({ kind: 'unreadable', values: ['100000'] });
    expect(upiOf('1E999')).toEqual({ kind: 'unreadable', values: [] });
    expect(upiOf('"a", "upi": 1e5')).toEqual({ kind: 'unreadable', values: ['a', '100000'] });
    expect(upiOf('[100000]')).toEqual({ kind: 'upi', value: '100000' });
  });
});

describe('contacts where no plain list is', () => {
  const row = { id: 'C1', relationship: { court_order: true } };
  it.each([
    ['a list in a list', [[row]]],
    ['lists beside contacts', [{ id: 'C2' }, [[row]]]],
    ['a wrapper that has an id', { id: null, data: { 0: row } }],
    ['an object with ids for keys', { C1: row, C2: { id: 'C2' } }],
  ])('are found in %s, and are not all', (_, data) => {
    const { contacts } = readStudentRow({ id: 'S1', contacts: { data } });
    expect(contacts.kind).toBe('unreadable');
    const rows = contacts.kind === 'not-included' ? [] : contacts.rows;
    expect(rows.find(({ id }) => id === 'C1')?.relationship.courtOrder).toBe('true');
  });
});

describe('the upi of a person', () => {
  it.each([
    ['{}', { kind: 'none' }],
    ['{"upi": null}', { kind: 'none' }],
    ['{"upi": ""}', { kind: 'none' }],
    ['{"upi": "abc"}', { kind: 'upi', value: 'abc' }],
    ['{"upi": " ABC "}', { kind: 'upi', value: ' ABC ' }],
    ['{"upi": "unreadable"}', { kind: 'upi', value: 'unreadable' }],
    ['{"upi": 42}', { kind: 'upi', value: '42' }],
    ['{"upi": ["abc"]}', { kind: 'upi', value: 'abc' }],
    ['{"upi": [42]}', { kind: 'upi', value: '42' }],
    ['{"upi": {"data": "abc"}}', { kind: 'upi', value: 'abc' }],
    ['{"upi": {"value": 42}}', { kind: 'upi', value: '42' }],
    ['{"upi": {"upi": "abc"}}', { kind: 'upi', value: 'abc' }],
    ['{"upi": [{"data": ["abc"]}]}', { kind: 'upi', value: 'abc' }],
    ['{"upi": ["42", 42, "42"]}', { kind: 'upi', value: '42' }],
    ['{"upi": "abc", "upi": "abc"}', { kind: 'upi', value: 'abc' }],
    ['{"upi": "abc", "upi": {"data": "abc"}}', { kind: 'upi', value: 'abc' }],
  ])('of %s is %j', (text, upi) => {
    const read = readEmployeeRow({ id: 'A1', ...(parseAnswer(text) as object) });
    expect([read.upi, read.unreadable]).toEqual([upi, []]);
  });

  it.each([
    ['{"upi": ["abc", "def"]}', ['abc', 'def']],
    ['{"upi": "abc", "upi": "def"}', ['abc', 'def']],
    ['{"upi": "abc", "upi": null}', ['abc']],
    ['{"upi": "abc", "upi": ""}', ['abc']],
    ['{"upi": ["abc", {"no": "text"}]}', ['abc']],
    ['{"upi": {"data": "abc", "data": ["def", 3]}}', ['abc', 'def', '3']],
    ['{"upi": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}', ['1', '2', '3', '4', '5', '6', '7', '8']],
  ])('of %s is unreadable, but one of %j, so that each can bind the row', (text, values) => {
    const read = readEmployeeRow({ id: 'A1', ...(parseAnswer(text) as object) });
    expect([read.upi, read.unreadable]).toEqual([{ kind: 'unreadable', values }, ['upi']]);
  });

  it.each([
    { upi: 1e300 },
    { upi: 1.5 },
    { upi: false },
    { upi: '\udc00' },
    { upi: ['\udc00'] },
    { upi: [] },
    { upi: [''] },
    { upi: [null] },
    { upi: {} },
    { upi: { data: null } },
    { upi: { no: 'text' } },
  ])('of %j is unreadable', (row) => {
    const read = readEmployeeRow({ id: 'A1', ...row });
    expect([read.upi, read.unreadable]).toEqual([{ kind: 'unreadable', values: [] }, ['upi']]);
  });
});

describe('a upi that leaves a doubt', () => {
  it.each([
    [{ upi: { data: 'abc', value: 'abc' } }, ['abc']],
    [{ upi: { id: 'abc' } }, ['abc']],
    [{ upi: { data: 'abc', type: 'x' } }, ['abc']],
    [{ UPI: 'abc' }, ['abc']],
    [{ 'u-p-i': { data: ['abc', 5] } }, ['abc', '5']],
  ])('is unreadable, and names all who may be meant: %j', (row, values) => {
    expect(readEmployeeRow({ id: 'A1', ...row }).upi).toEqual({ kind: 'unreadable', values });
  });

  it('is none however deep it is wrapped', () => {
    expect(readEmployeeRow({ id: 'A1', upi: [[[[[['abc']]]]]] }).upi).toEqual({ kind: 'upi', value: 'abc' });
  });
});

describe('the names of a student', () => {
  it('are kept exactly as delivered, null kept, other keys dropped', () => {
    const row = {
      id: 'A1',
      forename: ' <b>Łukasz</b> ',
      surname: null,
      legal_forename: '',
      gender: 'X',
      contacts: [],
    };
    expect(readStudentRow(row)).toEqual({
      id: 'A1',
      upi: { kind: 'none' },
      fields: { forename: ' <b>Łukasz</b> ', surname: null, legal_forename: '' },
      unreadable: [],
      contacts: { kind: 'read', rows: [] },
    });
  });

  it('that are no text are dropped and reported by path, without their value', () => {
    const read = readStudentRow({ id: 'A1', forename: 5, surname: ['Lovelace'], title: 'Dr', contacts: [] });
    expect([read.fields, read.unreadable]).toEqual([{}, ['forename', 'surname']]);
  });
});

const C1 = { id: 'C1', relationship: { court_order: true } };

describe('a contact in a wrapper that has names of its own', () => {
  const ORDER = { data: { court_order: true, parental_responsibility: true } };
  const A2 = { id: 'A2', forename: 'Ada' };
  it.each([
    { data: A2, relationship: ORDER },
    { contact: A2, relationship: ORDER },
    { id: 'L1', contact: { ...A2, relationship: ORDER } },
    { id: 'L1', contact: { id: 'A2', relationship: ORDER } },
    { id: 'L1', data: { ...A2, relationship: ORDER } },
    { id: 7, person: { data: [A2] }, relationship: ORDER },
    { data: { ...A2, relationship: ORDER }, relationship: null },
  ])('is known, and restricted by what the wrapper says: %j', (wrapper) => {
    const { contacts } = readStudentRow({ id: 'S1', contacts: [wrapper] });
    expect(contacts.kind).toBe('unreadable');
    const row = 'rows' in contacts ? contacts.rows.find(({ id }) => id === 'A2') : undefined;
    expect(['true', 'unreadable']).toContain(row?.relationship.courtOrder);
  });

  it.each([
    { id: 'C1', relationship: { data: { id: 'R1', relationship: 'Mother' } } },
    { id: 'C1', contact_details: { data: { id: 'D1', emails: { email: 'a@b.c' } } }, relationship: ORDER },
    { id: 'C1', surname: 'Lovelace', contact: { id: 'A2', surname: 'Byron' } },
    { id: 'C1', upi: 'p', students: { data: [{ id: 'S1', forename: 'Ada' }] } },
  ])('is none in a row that says itself who it is: %j', (contact) => {
    const { contacts } = readStudentRow({ id: 'S1', contacts: [contact] });
    expect(contacts).toMatchObject({ kind: 'read', rows: [{ id: 'C1' }] });
  });

  it.each([{ attributes: { contacts: [C1] } }, { data: { contacts: { data: [C1] } } }])(
    'is found where a student has contacts somewhere else: %j',
    (elsewhere) => {
      for (const row of [elsewhere, { ...elsewhere, contacts: [] }]) {
        expect(readStudentRow({ id: 'S1', ...row }).contacts).toMatchObject({
          kind: 'unreadable',
          rows: [{ id: 'C1', relationship: { courtOrder: 'true' } }],
        });
      }
    },
  );
});

describe('the contacts of a student', () => {
  it.each([[[{ id: 'C1' }, { forename: 'Ada' }, {}]], [{ data: [{ id: 'C1' }, { forename: 'Ada' }, {}] }]])(
    '%j are read, each row counted',
    (contacts) => {
      const read = readStudentRow({ id: 'A1', contacts });
      expect(read.contacts.kind === 'read' && read.contacts.rows.map(({ id }) => id)).toEqual([
        'C1',
        undefined,
        undefined,
      ]);
    },
  );

  it.each([
    [[C1, 'C2']],
    [[C1, 5]],
    [[C1, null]],
    [[[C1]]],
    [[{ data: C1 }]],
    [[{ contact: C1, pivot: { student_id: 'A1' } }]],
    [{ data: [{ data: [C1] }, []] }],
    [{ data: { [C1.id]: C1 } }],
    [{ data: [], other: [C1] }],
    [{ data: null, other: [C1] }],
    [{ data: [], meta: { rows: [C1] } }],
    [{ data: [C1], meta: { pagination: { more: true, next: null } } }],
    [{ data: [C1], meta: { pagination: { next: '/contacts?page=2' } } }],
  ])('in %j are not all contacts for certain, and what they say is known', (contacts) => {
    const read = readStudentRow({ id: 'A1', contacts });
    expect(read.contacts).toMatchObject({
      kind: 'unreadable',
      rows: [{ id: 'C1', relationship: { courtOrder: 'true' } }],
    });
    expect(read.unreadable).toEqual(['contacts']);
  });

  it.each([{ contacts: null }, { contacts: { data: null } }])('of %j are null', (row) => {
    const read = readStudentRow({ id: 'A1', ...row });
    expect(read.contacts).toEqual({ kind: 'null', rows: [] });
    expect(read.unreadable).toEqual(['contacts']);
  });

  it.each([{}, { contacts: {} }, { contacts: 'none' }, { contacts: { data: { other: 1 } } }])(
    'of %j are unreadable, not none',
    (row) => {
      const read = readStudentRow({ id: 'A1', ...row });
      expect(read.contacts).toEqual({ kind: 'unreadable', rows: [] });
      expect(read.unreadable).toEqual(['contacts']);
    },
  );

  const one = '{"id": "C1", "relationship": {"court_order": true}}';
  const other = '{"id": "C2"}';
  it.each([
    ['said twice', `"contacts": [${one}], "contacts": [${other}]`],
    ['said twice, once without rows', `"contacts": [${one}, ${other}], "contacts": null`],
    ['said twice in their wrapper', `"contacts": {"data": [${one}], "data": [${other}]}`],
    ['wrapped twice', `"contacts": {"data": {"data": [${one}, ${other}]}}`],
    ['numbered', `"contacts": {"data": {"0": ${one}, "1": ${other}}}`],
    ['numbered, one of them twice', `"contacts": {"0": ${one}, "0": ${other}}`],
    ['a row without a list, said twice', `"contacts": ${one}, "contacts": {"data": ${other}}`],
  ])('that are %s are unreadable, but what their rows restrict is handed out', (_how, text) => {
    const { contacts, unreadable } = readStudentRow(parseAnswer(`{"id": "A1", ${text}}`));
    expect([contacts.kind, unreadable]).toEqual(['unreadable', ['contacts']]);
    const rows = contacts.kind === 'unreadable' ? contacts.rows : [];
    expect(rows.map(({ id, relationship }) => [id, relationship.courtOrder])).toEqual([
      ['C1', 'true'],
      ['C2', 'absent'],
    ]);
  });

  it('are not included when they were not asked for', () => {
    expect(readStudentRow({ id: 'A1' }, { contacts: false }).contacts).toEqual({ kind: 'not-included' });
  });
});

describe('the relationship of a contact', () => {
  const inputs: [unknown, string][] = [
    [true, 'true'],
    [false, 'false'],
    [null, 'null'],
    ['true', 'unreadable'],
    ['', 'unreadable'],
    [1, 'unreadable'],
    [0, 'unreadable'],
    [[], 'unreadable'],
    [{ data: true }, 'unreadable'],
  ];
  it.each(inputs)('%j reads as %s', (value, expected) => {
    const flags = { parental_responsibility: value, court_order: value };
    for (const relationship of [flags, { data: flags }]) {
      const read = readContactRow({ id: 'C1', relationship });
      expect(read.relationship).toMatchObject({ parentalResponsibility: expected, courtOrder: expected });
    }
  });

  it.each([
    [{}, 'absent', []],
    [{ relationship: {} }, 'absent', []],
    [{ relationship: null }, 'unreadable', ['relationship']],
    [{ relationship: [] }, 'unreadable', ['relationship']],
    [{ relationship: { data: null } }, 'unreadable', ['relationship']],
    [{ relationship: true }, 'unreadable', ['relationship']],
  ])('of %j is %s: never false', (row, expected, unreadable) => {
    const read = readContactRow({ id: 'C1', ...row });
    expect(read).toMatchObject({
      relationship: { parentalResponsibility: expected, courtOrder: expected, priority: undefined },
      unreadable: [...unreadable],
    });
  });

  it.each([
    [1, 1, []],
    [null, null, []],
    ['1', undefined, ['relationship.data.priority']],
  ])('has priority %j', (priority, expected, unreadable) => {
    const read = readContactRow({ id: 'C1', relationship: { data: { priority } } });
    expect(read).toMatchObject({ relationship: { priority: expected }, unreadable });
  });

  it('takes no flag from a prototype', () => {
    const row = json('{"id": "C1", "relationship": {"__proto__": {"parental_responsibility": true}}}');
    // It is said where it does not belong.
    expect(readContactRow(row).relationship.parentalResponsibility).toBe('unreadable');
  });
});

describe('whether an employee is current', () => {
  it.each([
    [{}, 'absent'],
    [{ employment_details: {} }, 'absent'],
    [{ employment_details: { data: {} } }, 'absent'],
    [{ employment_details: { data: { current: true } } }, 'true'],
    [{ employment_details: { current: false } }, 'false'],
    [{ employment_details: { data: { current: null } } }, 'null'],
    [{ employment_details: { data: { current: 'true' } } }, 'unreadable'],
    [{ employment_details: { data: { current: 1 } } }, 'unreadable'],
    [{ employment_details: { data: [] } }, 'unreadable'],
    [{ employment_details: null }, 'unreadable'],
    [{ current: true }, 'unreadable'],
  ])('%j is %s', (row, expected) => {
    expect(readEmployeeRow({ id: 'E1', ...row }).current).toBe(expected);
  });
});
