import { describe, expect, it } from '@jest/globals';
import { parseAnswer } from '../json/parse-answer.js';
import { readContactRow } from './read-contact-row.js';
import { readEventRow } from './events/read-event-row.js';
import { readClassRow } from './read-roster-row.js';

/** Rows as they are read: out of the text of an answer. */
const contactWith = (details: string, more = '') =>
  readContactRow(parseAnswer(`{"id": "C1", "contact_details": {"data": ${details}}${more}}`));

describe('a number where a telephone or a house number should stand', () => {
  it.each([
    ['0', '0'],
    ['12', '12'],
    ['7700900123', '7700900123'],
    ['447700900123', '447700900123'],
    ['999999999999999', '999999999999999'],
  ])('is kept as its digits: %s', (number, digits) => {
    const phone = contactWith(`{"phones": {"mobile": ${number}}}`);
    expect([phone.fields, phone.unreadable]).toEqual([{ phones: { mobile: digits } }, []]);
    const house = contactWith(`{"addresses": {"home": {"house_number": ${number}, "street": "High St"}}}`);
    expect(house.fields).toEqual({ addresses: { home: { house_number: digits, street: 'High St' } } });
    expect(contactWith(`{"addresses": {"home": ${number}}}`).fields).toEqual({ addresses: { home: digits } });
  });

  it.each([
    ...['-0', '-12', '0.1', '12.5', '1e5', '1E5', '4.47700900123E+11', '12.0', '12.00', '1.5e1', '1e-7'],
    ...['1000000000000000', '12345678901234567890', '1E999', '-1E999', '100000000000000.001'],
  ])('is dropped, and told by its name, where its digits would be others: %s', (number) => {
    const read = contactWith(
      `{"phones": {"mobile" : ${number}, "home": "01632 960001"},
        "addresses": {"home": {"house_number":\n${number}, "street": "High St"}}}`,
    );
    expect(read.fields).toEqual({
      phones: { home: '01632 960001' },
      addresses: { home: { street: 'High St' } },
    });
    expect(read.unreadable).toEqual([
      'contact_details.data.phones.mobile',
      'contact_details.data.addresses.home.house_number',
    ]);
  });

  it('is no e-mail address, no name and no id', () => {
    const read = readContactRow(
      parseAnswer('{"id": 12, "forename": 12, "contact_details": {"emails": {"work": 12}}}'),
    );
    expect(read).toMatchObject({ id: undefined, fields: { emails: {} } });
    expect(read.unreadable).toEqual(['forename', 'contact_details.emails.work', 'id']);
  });
});

describe('a code of a subject that is a number', () => {
  const subjectIn = (text: string) => {
    const read = readClassRow(parseAnswer(`{"id": "K1", "subject": ${text}}`), {
      students: false,
      employees: false,
    });
    return [read.fields, read.unreadable];
  };

  it('is kept as its digits', () => {
    expect(subjectIn('{"data": {"id": "A1", "code": 12}}')).toEqual([
      { subject: { data: { id: 'A1', code: '12' } } },
      [],
    ]);
    expect(subjectIn('{"code": 12}')).toEqual([{ subject: { code: '12' } }, []]);
  });

  it.each(['12.0', '1E999'])('does not take the subject with it where it cannot be read: %s', (code) => {
    expect(subjectIn(`{"data": {"id": "A1", "code": ${code}}}`)).toEqual([
      { subject: { data: { id: 'A1' } } },
      ['subject.data.code'],
    ]);
  });
});

describe('a number beyond range', () => {
  it('does no harm in a field that is not used', () => {
    const row = parseAnswer('{"id": "C1", "title": "Dr", "credit": 1E999, "x": [{"y": -1E999}]}');
    expect(readContactRow(row)).toMatchObject({ id: 'C1', fields: { title: 'Dr' }, unreadable: [] });
    const subject = parseAnswer('{"id": "K1", "subject": {"name": "Maths", "credit": 1E999}}');
    expect(readClassRow(subject).fields).toEqual({ subject: { name: 'Maths' } });
  });

  it('is unreadable as a rule input, none as a place in the order of contact, and no id', () => {
    const read = readContactRow(
      parseAnswer(
        '{"id": 1E999, "upi": 1E999, "relationship": {"court_order": 1E999, "parental_responsibility": true, "priority": 1E999}}',
      ),
    );
    expect(read).toMatchObject({
      id: undefined,
      upi: { kind: 'unreadable', values: [] },
      relationship: { courtOrder: 'unreadable', parentalResponsibility: 'true', priority: undefined },
    });
    expect(read.unreadable).toEqual(['relationship.priority', 'relationship.court_order', 'id', 'upi']);
  });

  it('is no moment of an event, nor whether it lasts all day', () => {
    const row = parseAnswer('{"id": "V1", "title": "Fair", "start": 1E999, "all_day": 1E999}');
    expect(readEventRow(row)).toMatchObject({
      fields: { title: 'Fair' },
      unreadable: ['start', 'all_day'],
    });
    const date = parseAnswer(
      '{"id": "V1", "start": {"date": "2026-03-01 09:00:00", "timezone_type": 1E999, "timezone": "UTC"}}',
    );
    expect(readEventRow(date)).toMatchObject({ fields: {}, unreadable: ['start'] });
  });
});
