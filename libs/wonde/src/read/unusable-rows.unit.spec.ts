import { describe, expect, it } from '@jest/globals';
import { UnusableRow } from '../json/delivered.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { dropLargeValues } from './drop-large-values.js';
import { readEventRow } from './events/read-event-row.js';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';
import { readClassRow } from './read-roster-row.js';
import { readStudentRow } from './read-student-row.js';

const within = <Row extends Parameters<typeof dropLargeValues>[0]>(row: Row): Row => {
  dropLargeValues(row, DEFAULT_LIMITS);
  return row;
};
const most = 'x'.repeat(64 * 1024);

describe('a value over its limit', () => {
  it('is dropped alone, and told by its name', () => {
    const over = `${most}x`;
    const details = {
      salutation: over,
      phones: { home: over, work: '1' },
      addresses: { home: { street: over, town: 'Ely' }, work: over },
      emails: null,
    };
    const row = within(
      readContactRow({ id: 'C1', surname: over, title: 'Dr', contact_details: { data: details } }),
    );
    expect(row.fields).toEqual({
      title: 'Dr',
      phones: { work: '1' },
      addresses: { home: { town: 'Ely' } },
      emails: null,
    });
    expect(row.unreadable.sort()).toEqual([
      'contact_details.addresses.home.street',
      'contact_details.addresses.work',
      'contact_details.phones.home',
      'contact_details.salutation',
      'surname',
    ]);
  });

  it('is measured in bytes, and kept up to the limit', () => {
    const kept = (surname: string) => within(readContactRow({ id: 'C1', surname })).fields;
    expect(kept(most)).toEqual({ surname: most });
    expect(kept('é'.repeat(32 * 1024))).toEqual({ surname: 'é'.repeat(32 * 1024) });
    expect(kept('é'.repeat(32 * 1024 + 1))).toEqual({});
  });

  it('may be a date, a subject, or what sorts an event', () => {
    const date = { date: '2026-03-01', timezone: `${most}x` };
    const event = within(readEventRow({ id: 'V1', title: 'Fair', start: date, category: `${most}x` }));
    expect([event.fields, event.category]).toEqual([{ title: 'Fair' }, undefined]);
    expect(event.unreadable.sort()).toEqual(['category', 'start']);
    const asked = { students: false, employees: false };
    expect(within(readClassRow({ id: 'K1', subject: { name: `${most}x` } }, asked)).unreadable).toEqual([
      'subject',
    ]);
  });

  it('is unreadable as a rule input, and none as an id', () => {
    const row = {
      id: 'x'.repeat(129),
      relationship: { court_order: `${most}x`, parental_responsibility: true },
    };
    expect(within(readContactRow(row))).toMatchObject({
      id: undefined,
      relationship: { courtOrder: 'unreadable', parentalResponsibility: 'true' },
    });
  });
});

describe('a row over its limit', () => {
  const over = (row: unknown) => new UnusableRow(row as never);

  it('has an id and says who the person is, and has no fields', () => {
    const row = { id: 'E1', upi: 'u', surname: 'Ng', employment_details: { data: { current: false } } };
    expect(readEmployeeRow(over(row))).toEqual({
      id: 'E1',
      upi: { kind: 'upi', value: 'u' },
      fields: {},
      unreadable: [],
      unusable: true,
      current: 'false',
    });
  });

  it('has no id where none can be read', () => {
    for (const row of [null, [], { id: 7 }, {}]) {
      expect(readStudentRow(over(row))).toMatchObject({ id: undefined, unusable: true });
    }
  });

  it('of a student shows its contacts, and never as all of them', () => {
    const contact = (id: string, court_order: unknown, parental_responsibility: unknown = true) => ({
      id,
      relationship: { court_order, parental_responsibility },
    });
    const rows = [contact('C1', false), contact('C2', true), contact('C3', 'x'), contact('C4', null)];
    const { contacts } = readStudentRow(
      over({ id: 'S1', contacts: { data: [...rows, contact('C5', false, false)] } }),
    );
    expect(contacts.kind).toBe('unreadable');
    expect(contacts.kind !== 'not-included' && contacts.rows.map(({ id }) => id)).toEqual([
      ...['C1', 'C2', 'C3', 'C4', 'C5'],
    ]);
  });

  it('of an event says whether it is public, or cancelled, and which of a series it is', () => {
    const event = { id: 'V1', title: 'x', start: 'May', end: 'June', private: true, cancelled: true };
    expect(readEventRow(over(event))).toMatchObject({
      fields: { start: 'May' },
      visibility: 'not-public',
      cancelled: true,
    });
  });
});
