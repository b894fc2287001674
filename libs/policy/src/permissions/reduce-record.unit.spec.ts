import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, EmployeeRecord, Fields, MisRecord, RosterRecord } from '@gatehouse/schemas';
import { reduceRecord, withListedKeys } from './reduce-record.js';

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
