import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, Grants } from '@gatehouse/contracts';
import { permitRecord } from './permit-record.js';

const contact: ContactRecord = {
  kind: 'contact',
  fields: { forename: 'Ada', emails: { work: 'ada@example.org' }, phones: { home: '01' } },
  links: [{ child: 's', parentalResponsibility: 'true', courtOrder: 'false', priority: 1 }],
};
const grants: Grants = {
  'email-text': { contact: ['forename', 'emails', 'phones', 'priority'] },
  'parent-portal': { contact: ['forename'] },
  'parents-evening': {},
  'mis-calendar': {},
};

describe('permitting a record', () => {
  const permitted = permitRecord(contact, grants);

  it('gives each add-on the fields that it may have, as delivered', () => {
    expect(permitted['email-text']).toEqual(contact);
    expect(permitted['parent-portal']?.fields).toEqual({ forename: 'Ada' });
  });

  it('takes the place in the order of contact off where it is not granted, never the rule inputs', () => {
    expect((permitted['parent-portal'] as ContactRecord).links).toEqual([
      { child: 's', parentalResponsibility: 'true', courtOrder: 'false' },
    ]);
  });

  it('gives nothing to an add-on that does not take the kind', () => {
    expect(Object.keys(permitted)).toEqual(['email-text', 'parent-portal']);
  });
});
