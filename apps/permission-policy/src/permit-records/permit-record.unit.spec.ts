import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, Grants, MisRecord } from '@gatehouse/schemas';
import { grantedToAny, permitRecord } from './permit-record.js';

const contact: ContactRecord = {
  kind: 'contact',
  fields: { forename: 'Ada', emails: { work: 'ada@example.org' }, phones: { home: '01' } },
  links: [{ child: 's', parentalResponsibility: 'true', courtOrder: 'false', priority: 1 }],
};
const grants: Grants = {
  'email-text': { contact: ['forename', 'emails'] },
  'parent-portal': { contact: ['forename', 'priority'] },
  'parents-evening': {},
  'mis-calendar': {},
};

const permitted = (record: MisRecord, of = grants) => permitRecord(record, grantedToAny(of));

describe('permitting a record', () => {
  it('keeps the fields that any add-on may have, as delivered', () => {
    const { forename, emails } = contact.fields;
    expect(permitted(contact)).toEqual({ ...contact, fields: { forename, emails } });
  });

  it('takes the place in the order of contact off where nobody is granted it, never the rule inputs', () => {
    const left = permitted(contact, { ...grants, 'parent-portal': {} }) as ContactRecord;
    expect(left.links).toEqual([{ child: 's', parentalResponsibility: 'true', courtOrder: 'false' }]);
  });

  it('keeps inside a field only what is listed: no telephone comes in with the e-mail addresses', () => {
    const emails = { work: 'ada@example.org', mobile: '07700 900001' };
    expect(permitted({ ...contact, fields: { emails } }).fields).toEqual({
      emails: { work: 'ada@example.org' },
    });
  });

  it('keeps no field of a kind that no add-on takes', () => {
    expect(permitted({ kind: 'group', fields: { name: 'Choir' }, students: [], employees: [] })).toEqual({
      kind: 'group',
      fields: {},
      students: [],
      employees: [],
    });
  });
});
