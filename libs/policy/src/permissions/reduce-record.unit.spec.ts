import { describe, expect, it } from '@jest/globals';
import type {
  ContactRecord,
  EmployeeRecord,
  Fields,
  JsonValue,
  MisRecord,
  RosterRecord,
} from '@gatehouse/schemas';
import { FIELD_KEYS } from '@gatehouse/schemas';
import fc from 'fast-check';
import { keepListedKeys, reduceRecord, withListedKeys } from './reduce-record.js';

const contact: ContactRecord = {
  kind: 'contact',
  fields: { forename: ' Zoë ', emails: { email: 'a@x.example; b@x.example', home: null }, gender: 'FEMALE' },
  links: [{ child: 'A', parentalResponsibility: 'true', courtOrder: 'null', priority: 1 }],
  personUnreadable: true,
  conflicting: true,
};

describe('a record for one add-on', () => {
  it('holds the granted fields, exactly as delivered, and what the rules need', () => {
    expect(reduceRecord(contact, ['emails', 'forename', 'priority', 'phones'])).toEqual({
      ...contact,
      fields: { forename: ' Zoë ', emails: { email: 'a@x.example; b@x.example', home: null } },
    });
  });

  it('holds no order of contact unless granted', () => {
    expect(reduceRecord(contact, ['forename'])).toEqual({
      ...contact,
      fields: { forename: ' Zoë ' },
      links: [{ child: 'A', parentalResponsibility: 'true', courtOrder: 'null' }],
    });
  });

  it('keeps the rule input of an employee without any field', () => {
    const employee: EmployeeRecord = { kind: 'employee', fields: { surname: "O'Neill" }, current: 'false' };
    expect(reduceRecord(employee, [])).toEqual({ kind: 'employee', fields: {}, current: 'false' });
  });

  it('leaves the original alone', () => {
    const before = structuredClone(contact);
    reduceRecord(contact, []);
    expect(contact).toEqual(before);
  });
});

describe('a record with only what the table lists inside its fields', () => {
  const inside = (record: MisRecord, fields: Fields) => withListedKeys({ ...record, fields }).fields;
  const roster: RosterRecord = { kind: 'class', fields: {}, students: [], employees: [] };

  it('keeps what is listed, as delivered, and the rest of the record', () => {
    expect(withListedKeys(contact)).toEqual(contact);
  });

  it('lets no telephone come in with the e-mail addresses, and no teacher with the subject', () => {
    const emails = { email: 'a@x.example', mobile: '07700 900001', carer: { surname: 'Lee' } };
    const subject = { data: { name: 'Maths', teacher: 'Ms Ng' } };
    expect(inside(contact, { emails })).toEqual({ emails: { email: 'a@x.example' } });
    expect(inside(roster, { name: 'Maths', subject })).toEqual({
      name: 'Maths',
      subject: { data: { name: 'Maths' } },
    });
    expect(inside(contact, { emails: ['a@x.example'] })).toEqual({});
  });
});

const date = { date: '2026-09-01 00:00:00.000000', timezone_type: 3, timezone: 'UTC' };
const home = { house_number: 5, street: 'High St', town: null };
const maths = { id: 'A1', mis_id: '7', code: 'Ma', name: 'Maths', active: true, created_at: date };

/** Comes in as it was delivered. */
const whole: [field: string, value: JsonValue][] = [
  ['emails', { email: 'a@x.example; b@x.example', primary: null, home: '', work: ' c@x.example ' }],
  ['phones', { phone: '07700 900001', primary: null, home: '', work: null, mobile: '07700 900002' }],
  ['addresses', { home, work: '1 Low St', postal: null }],
  ['addresses', { work: 5 }],
  ['subject', 'A50'],
  ['subject', maths],
  ['subject', { data: maths }],
  ['subject', { data: null }],
  ['subject', { name: 7, updated_at: '2026-09-01' }],
  ['start_at', date],
  ['end', '2026-09-01T09:00:00Z'],
  ['forename', ' Zoë '],
  ['description', 5],
  ['salutation', null],
  ['emails', null],
  ['emails', {}],
];

/** What is left of a value, `undefined` where nothing is. */
const reduced: [field: string, value: JsonValue, kept: JsonValue | undefined][] = [
  ['emails', { work: 'a@x.example', mobile: '07700 900001' }, { work: 'a@x.example' }],
  ['emails', { work: 7700900001, home: true, email: ['a'], primary: { x: 'a' } }, {}],
  ['emails', { Work: 'a@x.example', 'work ': 'b@x.example', carer_name: 'Ada' }, {}],
  ['emails', 'a@x.example', undefined],
  ['emails', ['a@x.example'], undefined],
  ['phones', { mobile: '1', email: 'a@x.example' }, { mobile: '1' }],
  ['addresses', { home: { ...home, phone: '07700 900001' }, other: home }, { home }],
  ['addresses', { home: { street: { name: 'High St' }, town: ['Ely'] } }, { home: {} }],
  ['addresses', { home: [home], phone: '07700 900001' }, {}],
  ['addresses', 'High St', undefined],
  ['subject', { ...maths, teacher: 'Ms Ng', employees: [{ surname: 'Ng' }] }, maths],
  ['subject', { data: { ...maths, teacher: 'Ms Ng' }, meta: { teacher: 'Ms Ng' } }, { data: maths }],
  ['subject', { name: { text: 'Maths' }, created_at: { ...date, by: 'Ms Ng' } }, { created_at: date }],
  ['subject', { data: [maths] }, {}],
  ['subject', 5, undefined],
  ['start_at', { ...date, room_of: 'Ms Ng' }, date],
  ['start_at', [date], undefined],
  ['forename', { text: 'Zoë' }, undefined],
  ['forename', ['Zoë'], undefined],
];

describe('a field', () => {
  it.each(whole)('comes in whole when all in it is listed: %s %j', (field, value) => {
    expect(keepListedKeys(field, value)).toEqual(value);
  });

  it.each(reduced)('keeps only what is listed: %s %j', (field, value, kept) => {
    expect(keepListedKeys(field, value)).toEqual(kept);
  });

  it.each(FIELD_KEYS.filter(({ key, value }) => key !== '' && ['text', 'scalar'].includes(value)))(
    'may hold $field.$key',
    ({ field, key }) => {
      const inField = { address: 'addresses', moment: 'subject' }[field] ?? field;
      const around = { address: 'home', moment: 'created_at' }[field];
      const value = { [key]: 'x' };
      const given = around ? { [around]: value } : value;
      expect(keepListedKeys(inField, given)).toEqual(given);
    },
  );

  it('takes no key that every object has', () => {
    for (const text of ['{"__proto__": "x"}', '{"constructor": "x"}', '{"toString": "x"}', '{"": "x"}']) {
      expect(keepListedKeys('emails', JSON.parse(text) as JsonValue)).toEqual({});
    }
    expect(keepListedKeys('constructor', { a: 'x' })).toBeUndefined();
  });

  it('leaves the original alone', () => {
    const value = { data: { ...maths, teacher: 'Ms Ng' } };
    const before = structuredClone(value);
    keepListedKeys('subject', value);
    expect(value).toEqual(before);
  });
});

const keys = [...new Set(FIELD_KEYS.map(({ key }) => key))].filter((key) => key !== '');
const fields = [...new Set(FIELD_KEYS.map(({ field }) => field)), 'forename', 'description'];
const anyKey = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...keys) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'name_of_carer', '') },
  { weight: 1, arbitrary: fc.string() },
);
const anyScalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const objectOf = (value: fc.Arbitrary<JsonValue>) => fc.dictionary(anyKey, value, { minKeys: 1, maxKeys: 8 });
const anyJson = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: anyScalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 3, arbitrary: objectOf(tie('value')) },
  ),
})).value;
/** Mostly an object: there is most to keep and to drop. */
const anyValue = fc.oneof({ weight: 5, arbitrary: objectOf(anyJson) }, { weight: 1, arbitrary: anyJson });

/** Every key of a value, at whatever depth, as the path of its keys; lists as `[]`. */
function pathsIn(value: JsonValue | undefined, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [[...path, '[]']];
  return Object.entries(value).flatMap(([key, part]) => [[...path, key], ...pathsIn(part, [...path, key])]);
}

/** What may stand under a path of keys in a field, by the table alone; empty where nothing may. */
function allowedAt(field: string, path: readonly string[]): string[] {
  const alternatives = (name: string): string[] => [
    name,
    ...FIELD_KEYS.filter((row) => row.field === name && row.key === '').map(({ value }) => value),
  ];
  return path.reduce(
    (names, key) =>
      names
        .flatMap(alternatives)
        .flatMap((name) =>
          FIELD_KEYS.filter((row) => row.field === name && row.key === key).map(({ value }) => value),
        ),
    [field],
  );
}

describe('whatever the source puts into a field', () => {
  it('no list and no key outside the table survives, at any depth', () => {
    let survived = 0;
    fc.assert(
      fc.property(fc.constantFrom(...fields), anyValue, (field, value) => {
        const paths = pathsIn(keepListedKeys(field, value));
        survived += paths.length;
        expect(paths.filter((path) => allowedAt(field, path).length === 0)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(survived).toBeGreaterThan(100);
  });

  it('what survives is as it was delivered, and survives again', () => {
    const at = (value: JsonValue | undefined, path: readonly string[]): unknown =>
      path.reduce<unknown>((part, key) => (part as { [key: string]: unknown })[key], value);
    fc.assert(
      fc.property(fc.constantFrom(...fields), anyValue, (field, value) => {
        const kept = keepListedKeys(field, value);
        if (kept === undefined) return;
        for (const path of pathsIn(kept)) {
          const part = at(kept, path);
          if (typeof part !== 'object') expect(part).toBe(at(value, path));
        }
        expect(keepListedKeys(field, kept)).toEqual(kept);
      }),
      { numRuns: 1_000 },
    );
  });
});
