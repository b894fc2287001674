import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PERMISSION_LABELS, permissionRows } from './permission-rows.js';

/** The fourth column, quoted where the label holds a comma. */
const table = readFileSync('libs/schemas/domain/permissions.csv', 'utf8').trim().split('\n').slice(1);
const inTable = table.map((line) => /^(?:[^,]*,){3}("[^"]*"|[^,]*),/.exec(line)?.[1]?.replaceAll('"', ''));

describe('the permissions of a generated school', () => {
  it('are those that the add-ons ask for, each once', () => {
    expect([...PERMISSION_LABELS].sort()).toEqual([...new Set(inTable)].sort());
  });

  it('carry the fields of wonde-api section 4, with " read" after the label', () => {
    expect(permissionRows(true).find(({ name }) => name === 'Contacts court order read')).toEqual({
      identity: 'contacts_court_order.read',
      name: 'Contacts court order read',
      description: 'Allows the app to read: Contacts court order',
      parent: 'Contacts',
      group: 'Contacts read',
      active_from: { date: '2025-01-06 09:00:00.000000', timezone_type: 3, timezone: 'UTC' },
      optional: false,
      approved: true,
      audited: true,
    });
  });
});
