import { describe, expect, it } from '@jest/globals';
import { readEventRow } from './events/read-event-row.js';
import { readClassRow, readGroupRow } from './read-roster-row.js';

describe('the members of a class or group', () => {
  it('are ids, wrapped or not, each once; those without a readable id are reported', () => {
    const row = {
      id: 'G1',
      name: '7B',
      type: 'REGISTRATION',
      description: null,
      students: { data: [{ id: 'A1', forename: 'Ada' }, 'A2', { id: 5 }, null, { id: 'A1' }] },
      employees: [{ id: 'E1' }, {}],
    };
    expect(readGroupRow(row)).toEqual({
      id: 'G1',
      upi: { kind: 'none' },
      fields: { name: '7B', type: 'REGISTRATION', description: null },
      students: ['A1', 'A2'],
      employees: ['E1'],
      included: { students: 'read', employees: 'read' },
      unreadable: ['students.data.2.id', 'students.data.3.id', 'employees.1.id'],
    });
  });

  it('that were asked for and are missing are unreadable; others are not included', () => {
    const read = readClassRow({ id: 'K1', students: {} }, { students: true, employees: false });
    expect(read).toMatchObject({
      students: [],
      employees: [],
      included: { students: 'unreadable', employees: 'not-included' },
      unreadable: ['students'],
    });
    expect(readClassRow({ id: 'K1' }).included).toEqual({ students: 'unreadable', employees: 'unreadable' });
  });
});

const DATE = { date: '2026-03-01 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' };

describe('a list of members', () => {
  const read = (students: unknown) => readGroupRow({ id: 'G1', students, employees: [] });

  it.each([
    [[5]],
    [[{}, null]],
    [[[{ id: 'A1' }]]],
    [{ data: [{ pupil: { id: 'A1' } }] }],
    [[{ id: 'L1', student: { id: 'A1' } }]],
  ])('of which none can be read is unreadable, not empty: %j', (students) => {
    expect(read(students)).toMatchObject({ students: [], included: { students: 'unreadable' } });
  });

  it('may hold each in a wrapper of its own', () => {
    expect(read([{ data: { id: 'A1' } }, { data: 'A2' }]).students).toEqual(['A1', 'A2']);
  });
});

describe('the subject of a class', () => {
  it.each([
    'A5',
    null,
    { id: 'A5', active: true },
    { data: null },
    { data: { id: 'A5', name: 'Maths', created_at: DATE } },
  ])('%j is kept as delivered', (subject) => {
    expect(readClassRow({ id: 'K1', subject }).fields).toEqual({ subject });
  });

  it.each([
    5,
    true,
    [],
    { data: 5 },
    { data: { classes: { data: [] } } },
    { data: null, teacher: { name: 'x' } },
  ])('%j is dropped', (subject) => {
    const read = readClassRow({ id: 'K1', subject }, { students: false, employees: false });
    expect([read.fields, read.unreadable]).toEqual([{}, ['subject']]);
  });
});

describe('the fields of an event', () => {
  it('are kept under every alias, as delivered', () => {
    const fields = {
      name: 'Fair',
      title: '',
      description: null,
      location: 'Hall',
      start_at: DATE,
      end: '2026-03-02',
    };
    expect(readEventRow({ id: 'V1', ...fields })).toMatchObject({ fields, unreadable: [] });
    expect(readEventRow({ id: 'V1', all_day: true }).fields).toEqual({ all_day: true });
    expect(readEventRow({ id: 'V1', start: DATE, end_at: null }).fields).toEqual({
      start: DATE,
      end_at: null,
    });
  });

  it.each([
    5,
    '',
    true,
    [],
    {},
    { date: '2026-03-01' },
    { date: 5, timezone: 'UTC' },
    { ...DATE, extra: [] },
  ])('a start of %j cannot be read', (start) => {
    const read = readEventRow({ id: 'V1', start });
    expect([read.fields, read.unreadable]).toEqual([{}, ['start']]);
  });
});

describe('whether an event is public', () => {
  it.each([
    {},
    { private: false },
    { private: null },
    { public: true },
    { public: null },
    { visibility: 'public' },
    { visibility: null },
    { category: 'Trip to Staffordshire' },
    { type: { id: 5, name: 'Sports' } },
    { visibility: 'Everyone' },
    { visibility: '' },
    { access: { data: { name: 'PUBLIC' } } },
    { hidden: false, is_internal: null, published: true },
    { audience: 'Year 7' },
    { category: 'International evening', status: 'confirmed' },
    { title: 'Governors are looked for', description: 'Not confidential' },
    { school_house: 'private' },
    { organiser: { type: 'Staff', category: 'Governors' } },
    { status: 'Uncancelled' },
  ])('%j is', (row) => {
    expect(readEventRow({ id: 'V1', ...row }).visibility).toBe('public');
  });

  it.each([
    { private: true },
    { private: 'false' },
    { private: 0 },
    { public: false },
    { public: 'true' },
    { public: 1 },
    { visibility: 'Private' },
    { visibility: 'all STAFF' },
    { visibility: false },
    { visibility: {} },
    { type: 'staff' },
    { category: 'Staff meeting' },
    { category: 'STAFF_ONLY' },
    { type: { data: { name: 'Staff' } } },
    { category: ['Sports', { tags: ['staffroom'] }] },
    { visibility: 'hidden' },
    { visibility: 'Confidential' },
    { visibility: 'governors only' },
    { visibility: 'internal' },
    { visibility: 'parents' },
    { visibility: { name: 'everyone else' } },
    { Visibility: 'staff' },
    { hidden: true },
    { isPrivate: true },
    { is_internal: 1 },
    { confidential: 'no' },
    { published: false },
    { audience: 'Staff' },
    { type: 'Governors' },
    { type: 'Governing body' },
    { category: 'Senior Leadership Team' },
    { category: 'SLT meeting' },
    { category: 'CONFIDENTIAL' },
    { category: 'Inter\u00adnal' },
    { category: 'Ｐｒｉｖａｔｅ' },
    { category: 'Llywodraethwyr' },
    { calendar: { name: 'Internal' } },
    { status: 'draft' },
    { details: { calendar: { private: true } } },
    { Attributes: { category: 'Staff' } },
    { event_visibility: 'staff' },
    { audiences: ['Governors'] },
  ])('%j is not', (row) => {
    expect(readEventRow({ id: 'V1', ...row }).visibility).toBe('not-public');
  });
});

describe('whether an event was cancelled', () => {
  it.each([
    {},
    { cancelled: false },
    { deleted_at: null },
    { status: 'confirmed' },
    { category: 'Cancelled trips' },
    { restored_at: '2026-09-01' },
    { title: 'Cancelled' },
  ])('%j was not', (row) => {
    expect(readEventRow({ id: 'V1', ...row }).cancelled).toBe(false);
  });

  it.each([
    { cancelled: true },
    { is_canceled: true },
    { Cancelled: 'yes' },
    { deleted: 1 },
    { deleted_at: { date: '2026-09-01 09:00:00', timezone: 'UTC' } },
    { cancelledOn: '2026-09-01' },
    { status: 'CANCELLED' },
    { status: { data: { name: 'Canceled' } } },
    { state: 'deleted' },
    { type: 'cancelled' },
    { status: 'Cancelled by the school' },
    { event_status: 'CANCELLED: snow' },
    { status: "Wedi'i ganslo" },
    { data: { cancelled: true } },
  ])('%j was', (row) => {
    expect(readEventRow({ id: 'V1', ...row }).cancelled).toBe(true);
  });
});

describe('the category of an event', () => {
  it.each([
    [{ category: 'Sports', type: 'X' }, 'Sports'],
    [{ category: '', type: 'X' }, 'X'],
    [{ category: null, type: { name: 'X' } }, 'X'],
    [{ category: { data: { name: 'Sports' } } }, 'Sports'],
    [{ category: 5, type: { name: 5 } }, undefined],
    [{}, undefined],
  ])('of %j is %j', (row, expected) => {
    expect(readEventRow({ id: 'V1', ...row }).category).toBe(expected);
  });
});
