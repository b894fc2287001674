import { describe, expect, it } from '@jest/globals';
import { parseAnswer } from '../json/parse-answer.js';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';
import { readEventRow } from './events/read-event-row.js';
import { readClassRow } from './read-roster-row.js';
import { readStudentRow } from './read-student-row.js';

describe('a field that its row says twice', () => {
  it('is dropped and reported, also where one of the two would be readable', () => {
    const row = parseAnswer('{"id": "C1", "forename": "Ada", "forename": "Bea", "title": 5, "title": null}');
    const read = readContactRow(row);
    expect([read.id, read.fields, read.unreadable]).toEqual(['C1', {}, ['title', 'forename']]);
  });

  it('is kept where both say exactly the same', () => {
    const read = readContactRow(
      parseAnswer('{"id": "C1", "id": "C1", "forename": "Ada", "forename": "Ada"}'),
    );
    expect([read.id, read.fields, read.unreadable]).toEqual(['C1', { forename: 'Ada' }, []]);
  });

  it('is dropped alone among the details of a contact, or with everything that stands in it', () => {
    const details =
      '"salutation": "x", "emails": {"home": "a", "home": "b", "work": "c"}, "phones": {}, "phones": {}';
    expect(
      readEmployeeRow(parseAnswer(`{"id": "E1", "contact_details": {"data": {${details}}}}`)),
    ).toMatchObject({
      fields: { salutation: 'x', emails: { work: 'c' } },
      unreadable: ['contact_details.data.emails.home', 'contact_details.data.phones'],
    });
    for (const said of [
      `{"contact_details": {${details}}, "contact_details": {${details}}}`,
      `{"contact_details": {"data": {${details}}, "data": {${details}}}}`,
    ]) {
      expect(readEmployeeRow(parseAnswer(said))).toMatchObject({
        fields: {},
        unreadable: ['contact_details', 'id'],
      });
    }
  });

  it.each([
    '{"id": "K1", "subject": {"id": "A1", "id": "A2"}}',
    '{"id": "K1", "subject": {"data": "A1", "data": "A2"}}',
  ])('is dropped with the subject that it stands in: %s', (text) => {
    const read = readClassRow(parseAnswer(text), { students: false, employees: false });
    expect([read.fields, read.unreadable]).toEqual([{}, ['subject']]);
  });
});

describe('an id that its row says twice', () => {
  it('is none when the two differ', () => {
    const read = readStudentRow(parseAnswer('{"id": "A1", "id": "A2", "contacts": []}'));
    expect([read.id, read.unreadable]).toEqual([undefined, ['id']]);
  });
});

describe('a list of members that its row says twice', () => {
  it.each(['"students": ["A1"], "students": ["A2"]', '"students": {"data": ["A1"], "data": ["A2"]}'])(
    'is unreadable: %s',
    (students) => {
      const read = readClassRow(parseAnswer(`{"id": "K1", ${students}}`), {
        students: true,
        employees: false,
      });
      expect([read.students, read.included.students]).toEqual([[], 'unreadable']);
    },
  );
});

describe('a marker of an event that its row says twice', () => {
  it.each([
    '"private": false, "private": true',
    '"public": false, "public": true',
    '"visibility": "staff", "visibility": "public"',
    '"type": "staff meeting", "type": "fair"',
    '"category": {"name": "Staff"}, "category": {"name": "Fair"}',
    '"category": {"name": "Staff", "name": "Fair"}',
  ])('keeps it from being public: %s', (marker) => {
    expect(readEventRow(parseAnswer(`{"id": "V1", ${marker}}`)).visibility).toBe('not-public');
  });

  it('names no category', () => {
    const read = readEventRow(parseAnswer('{"id": "V1", "category": "Fair", "category": "Play"}'));
    expect([read.category, read.visibility]).toEqual([undefined, 'public']);
  });
});
