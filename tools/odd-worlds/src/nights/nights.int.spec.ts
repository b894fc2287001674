import { describe, expect, it } from '@jest/globals';
import type { Lists } from './told-lists.js';
import { nightsOf } from './told-lists.js';

const CARER = { data: { parental_responsibility: true, court_order: false, priority: 1 } };
const ORDER = { data: { parental_responsibility: true, court_order: true } };
const HOME = { house_number: '1', street: 'High St', postcode: 'AB1 2CD' };
const person = (id: string) => ({ id, upi: `upi-${id}`, forename: id, surname: `Of ${id}` });
const contact = (id: string, relationship: object = CARER, more: object = {}) => ({
  ...person(id),
  contact_details: { data: { emails: { email: `${id}@example.org` } } },
  relationship,
  ...more,
});
const pupil = (id: string, contacts: unknown, more: object = {}) => ({ ...person(id), contacts, ...more });
const list = (...rows: unknown[]) => ({ data: rows });
const students = (...pages: unknown[][]): Lists => ({ students: pages });
const contactsIn = async (...nights: Lists[]) => (await nightsOf('email-text', 'contact', ...nights)).in;

describe('contacts', () => {
  const first = students([
    pupil('S1', list(contact('Mum'), contact('O', ORDER))),
    pupil('S2', list(contact('Aunt'))),
  ]);

  it.each([
    ['null', { contacts: null }],
    ['no list', { contacts: {} }],
    ['a list with something else in it', { contacts: list(7) }],
    ['contacts nowhere', {}],
  ])('of a pupil who is said twice, once with %s, are not newly in', async (_, twin) => {
    const new1 = contact('New');
    const row = pupil('S1', list(contact('Mum'), new1));
    const other = { ...person('S1'), ...twin };
    for (const rows of [
      [row, other],
      [other, row],
    ]) {
      const second = students([...rows, pupil('S2', list(contact('Aunt')))]);
      expect(await contactsIn(first, second)).toEqual([
        ['Aunt', 'Mum'],
        ['Aunt', 'Mum'],
      ]);
    }
  });

  it.each([
    ['in the record of the link', { ...contact('Aunt'), pivot: { court_order: true } }],
    ['in attributes', { ...contact('Aunt'), attributes: { relationship: ORDER } }],
    ['around it', { contact: contact('Aunt'), relationship: ORDER }],
    ['around it, with an id', { id: 'L1', contact: contact('Aunt', ORDER) }],
  ])('go out by an order that stands %s, under another pupil, too', async (_, row) => {
    const second = students([pupil('S1', list(contact('Mum'), row)), pupil('S2', list(contact('Aunt')))]);
    expect((await contactsIn(first, second))[1]).not.toContain('Aunt');
  });

  it('without an id go on restricting in a list with something else in it', async () => {
    const second = students([
      pupil('S1', list(contact('Mum'), null, { courtOrder: true, name: 'Ann' })),
      pupil('S2', list(contact('Aunt'))),
    ]);
    const before = students([
      pupil('S1', list(contact('Mum'), contact('Dad'))),
      pupil('S2', list(contact('Aunt'))),
    ]);
    expect((await contactsIn(before, second))[1]).not.toContain('Dad');
  });

  it('go out by an order beside the list', async () => {
    const second = students([
      pupil('S1', { data: [contact('Mum')], other: [contact('Aunt', ORDER)] }),
      pupil('S2', list(contact('Aunt'))),
    ]);
    expect((await contactsIn(first, second))[1]).toEqual(['Mum']);
  });

  const [anna, boris] = [
    contact('SAME', CARER, { forename: 'Anna', surname: 'A', upi: 'a' }),
    contact('SAME'),
  ];
  it.each([
    ['two upis', { ...boris, forename: 'Anna', surname: 'A', upi: 'b' }],
    ['two names', { ...boris, upi: undefined }],
    [
      'two legal names',
      { ...boris, upi: undefined, forename: null, legal_forename: 'Bob', surname: 'Jones' },
    ],
    ['no responsibility', contact('SAME', { data: { parental_responsibility: false, court_order: false } })],
  ])('are two under one id on two pages, so that nobody comes in: %s', async (_, other) => {
    const pages = [[pupil('S1', list(anna))], [pupil('S2', list(other, contact('Aunt')))]];
    expect(await contactsIn(students(...pages), students(pages.flat()))).toEqual([['Aunt'], ['Aunt']]);
  });

  it.each([
    ['a list', { data: { emails: ['one@example.org'] } }],
    ['a text', { emails: 'one@example.org' }],
    ['a place of which a part cannot be read', { addresses: { home: { ...HOME, county: { code: 'C' } } } }],
    ['a list of details', { data: [{ emails: { email: 'one@example.org' } }] }],
  ])('are alike to somebody under an order by an e-mail in %s', async (_, contact_details) => {
    const same = { forename: 'Kim', surname: 'Lee' };
    const o = contact('O', ORDER, { ...same, contact_details });
    const t = contact('T', CARER, {
      ...same,
      contact_details: { data: { emails: { email: 'one@example.org' }, addresses: { home: HOME } } },
    });
    const rows = [pupil('S1', list(o, contact('Mum'))), pupil('S2', list(t, contact('Aunt')))];
    expect(await contactsIn(students(rows))).toEqual([['Aunt', 'Mum']]);
  });

  it('keep their names where a later page says nothing but the link', async () => {
    const bare = { id: 'Mum', relationship: CARER };
    const pages = students([pupil('S1', list(contact('Mum')))], [pupil('S2', list(bare))]);
    expect(await contactsIn(pages)).toEqual([['Mum']]);
  });

  it('of two pupils under one id on two pages are nobody’s', async () => {
    const other = { ...pupil('S1', list(contact('Dad'))), forename: 'Else', surname: 'Where', upi: 'e' };
    const pages = students([pupil('S1', list(contact('Mum')))], [other, pupil('S2', list(contact('Aunt')))]);
    expect(await contactsIn(pages)).toEqual([['Aunt']]);
  });
});

describe('employees', () => {
  const employee = (id: string, current: unknown = true, more: object = {}) => ({
    ...person(id),
    employment_details: { data: { current } },
    ...more,
  });
  const first: Lists = { employees: [[employee('E1'), employee('E2'), employee('E3')]] };
  const employeesIn = async (...nights: Lists[]) => (await nightsOf('email-text', 'employee', ...nights)).in;

  it.each([null, undefined])(
    'stay by a reading that says nothing of them, and is not whole: %j',
    async (says) => {
      const blank: Lists = { employees: [['E1', 'E2', 'E3'].map((id) => employee(id, says))] };
      const broken: Lists = { employees: [[employee('E1', says), employee('E2', false)], 'fails'] };
      expect(await employeesIn(first, blank, broken)).toEqual([
        ['E1', 'E2', 'E3'],
        ['E1', 'E2', 'E3'],
        ['E1', 'E3'],
      ]);
    },
  );

  it.each([
    ['in the record of a link', employee('E1', true, { pivot: { current: false } })],
    ['around them', { employment_details: { data: { current: false } }, data: { ...person('E1') } }],
    ['around them, with a number for an id', { id: 9, employee: employee('E1', false) }],
  ])('go out by what stands %s', async (_, row) => {
    const second: Lists = { employees: [[row, employee('E2'), employee('E3')]] };
    expect((await employeesIn(first, second))[1]).toEqual(['E2', 'E3']);
  });
});

describe('events', () => {
  const at = (day: number) => ({
    date: `2026-10-${day} 09:00:00.000000`,
    timezone_type: 3,
    timezone: 'Europe/London',
  });
  const event = (id: string, day: number, more: object = {}) => ({
    id,
    title: id,
    start_at: at(day),
    ...more,
  });
  const eventsIn = async (...nights: Lists[]) => (await nightsOf('mis-calendar', 'event', ...nights)).in;
  const ids = ['V1', 'V2', 'V3', 'V4'];
  const first: Lists = { events: [ids.map((id) => event(id, 10))] };
  const out = { private: true };

  it.each([{ private: true }, { status: 'Cancelled by the school' }])(
    'go out although their id has several starts now, or one, and many go at once: %j',
    async (mark) => {
      const series: Lists = { events: [ids.flatMap((id) => [event(id, 10, mark), event(id, 17, mark)])] };
      expect(await eventsIn(first, series)).toEqual([ids, []]);
    },
  );

  const utc = (day: number) => `2026-10-${day}T08:00:00Z`;
  const series = (start: (day: number) => unknown, mark: object = {}): Lists => ({
    events: [ids.flatMap((id) => [10, 17].map((day) => event(id, day, { start_at: start(day), ...mark })))],
  });

  it('go out although their starts are written in another way now, and many are', async () => {
    const written: ((day: number) => unknown)[] = [
      at,
      utc,
      (day) => ({ ...at(day), date: `2026-10-${day} 09:00:00` }),
    ];
    for (const start of written)
      expect(await eventsIn(series(at), series(start, out))).toEqual([[...ids, ...ids].sort(), []]);
  });

  it('are the same ones where their starts are written in another way, and in the place of those that they were', async () => {
    const twice = [...ids, ...ids].sort();
    const one: Lists = { events: [ids.map((id) => event(id, 17))] };
    // Half of them gone at once wait for a person; those that are left are there once.
    expect(await eventsIn(series(at), series(utc), one)).toEqual([twice, twice, twice]);
  });

  it.each<[string, unknown[][]]>([
    ['a page that fails', [[event('V1', 17), event('V1', 24)]]],
    ['a row without an id', [[event('V1', 17), event('V1', 24), { title: 'x' }]]],
  ])('stay where their id has several starts now, and the list is not whole: %s', async (what, pages) => {
    const night: Lists = { events: what === 'a page that fails' ? [...pages, 'fails'] : pages };
    const after = (await eventsIn({ events: [[event('V1', 10)]] }, night))[1];
    expect(after).toEqual(['V1', 'V1', 'V1']);
  });

  it('go out under another writing of their start, although a row has no id, or a page fails', async () => {
    const rows = [event('V1', 10, { start_at: utc(10), ...out }), event('V1', 17, { start_at: utc(17) })];
    for (const lists of [{ events: [[...rows, { title: 'x' }]] }, { events: [rows, 'fails' as const] }]) {
      const after = (await eventsIn(series(at), lists))[1];
      expect(after?.filter((name) => name === 'V1')).toEqual(['V1']);
    }
  });

  it('go out although their id has several starts now, and a row has no id', async () => {
    const rows = [
      event('V1', 10, out),
      event('V1', 17, out),
      ...['V2', 'V3', 'V4'].map((id) => event(id, 10)),
    ];
    expect((await eventsIn(first, { events: [[...rows, { title: 'x' }]] }))[1]).toEqual(['V2', 'V3', 'V4']);
  });

  it('go out however much else is in them', async () => {
    const text = 'x'.repeat(64_000);
    const large = event('V1', 10, { ...out, name: text, description: text, location: text, title: text });
    const rows = [large, ...['V2', 'V3', 'V4'].map((id) => event(id, 10))];
    expect((await eventsIn(first, { events: [rows] }))[1]).toEqual(['V2', 'V3', 'V4']);
  });

  it.each([
    ['in attributes', event('V1', 10, { attributes: { visibility: 'private' } })],
    ['around them', { private: true, event: event('V1', 10) }],
    ['under a start that is no time', event('V1', 10, { ...out, start_at: 'TBC' })],
  ])('go out by what stands %s', async (_, row) => {
    const rows = [row, ...ids.map((id) => event(id, 10))];
    expect((await eventsIn(first, { events: [rows] }))[1]).toEqual(['V2', 'V3', 'V4']);
  });
});
