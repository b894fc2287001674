import { describe, expect, it } from '@jest/globals';
import {
  readClassRow,
  readContactRow,
  readEmployeeRow,
  readEventRow,
  readStudentRow,
} from '@gatehouse/wonde';
import { DroppedFieldCounts } from './dropped-fields.js';

const counted = (...rows: [Parameters<DroppedFieldCounts['add']>[0], { unreadable: string[] }][]) => {
  const counts = new DroppedFieldCounts();
  for (const [kind, { unreadable }] of rows) counts.add(kind, unreadable);
  return counts.counts;
};

describe('fields that were dropped', () => {
  it('are counted by kind and name, wherever in a list or behind a wrapper they stood', () => {
    const contact = (details: object) => readContactRow({ id: 'C1', contact_details: details });
    expect(
      counted(
        ['contact', contact({ data: { phones: { mobile: 0.5 } } })],
        ['contact', contact({ phones: { mobile: [] }, addresses: { home: { house_number: -1 } } })],
        ['class', readClassRow({ id: 'K1', students: { data: [{}, 'A1', 7] }, employees: [] })],
      ),
    ).toEqual({
      byName: {
        'class.students.id': 2,
        'contact.contact_details.addresses.home.house_number': 1,
        'contact.contact_details.phones.mobile': 2,
      },
      others: 0,
    });
  });

  it('are one number where their name is not one of Wonde’s: it may be somebody’s', () => {
    const contact = readContactRow({
      id: 'C1',
      contact_details: {
        phones: { 'ada@x.example': '1', ada_lovelace: 5.5, Mobile: '1', work_e_mail: '2' },
        emails: { 'O’Neill': null },
      },
    });
    const result = counted(['contact', contact]);
    expect(result).toEqual({ byName: {}, others: 4 });
    expect(JSON.stringify(result)).not.toMatch(/ada|Neill/);
  });

  it('have a name each, whichever of those that are read cannot be', () => {
    const every = Object.fromEntries(
      ['title', 'forename', 'surname', 'legal_forename', 'legal_surname', 'name', 'subject', 'type']
        .concat(['description', 'location', 'start_at', 'start', 'end_at', 'end', 'contact_details'])
        .concat(['contacts', 'relationship', 'employment_details', 'students', 'employees'])
        .map((name) => [name, 5.5]),
    );
    const row = { ...every, all_day: {} };
    expect(
      counted(
        ['student', readStudentRow(row)],
        ['contact', readContactRow(row)],
        ['employee', readEmployeeRow(row)],
        ['class', readClassRow(row)],
        ['event', readEventRow(row)],
      )?.others,
    ).toBe(0);
  });

  it('are nothing where there are none', () => {
    expect(counted(['student', readStudentRow({ id: 'S1', contacts: { data: [] } })])).toBeUndefined();
  });
});
