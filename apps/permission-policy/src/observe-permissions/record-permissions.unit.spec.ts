import { describe, expect, it } from '@jest/globals';
import type { Basis } from '@gatehouse/schemas';
import { forEachAddOn } from '@gatehouse/schemas';
import type { ObservedPermissions } from './record-permissions.js';
import { evolveObserved, permissionChanges } from './record-permissions.js';

const basis = (change: Partial<Basis> = {}): Basis => ({
  access: 'approved',
  settingsRevision: -1,
  approved: ['Students forename'],
  addOns: forEachAddOn(() => ({ state: 'ready', missing: [], features: ['core'] })),
  kinds: [],
  ...change,
});
const nothingSaid: ObservedPermissions = { addOns: {} };
const after = (...bases: Basis[]) =>
  bases.reduce((observed, b) => permissionChanges(observed, b).reduce(evolveObserved, observed), nothingSaid);

describe('what a run adds to the permissions stream', () => {
  it('is everything the first time, and nothing when nothing changed', () => {
    expect(permissionChanges(nothingSaid, basis()).map((change) => change.type)).toEqual([
      'PermissionsObserved',
      'AddOnReady',
      'AddOnReady',
      'AddOnReady',
      'AddOnReady',
    ]);
    expect(permissionChanges(after(basis()), basis())).toEqual([]);
  });

  it('names the add-on that became blocked, why, and what is missing', () => {
    const addOns = { ...basis().addOns };
    addOns['parent-portal'] = { state: 'blocked', missing: ['Contacts email'], features: [] };
    expect(permissionChanges(after(basis()), basis({ addOns }))).toEqual([
      {
        type: 'AddOnBlocked',
        data: { addOn: 'parent-portal', because: 'permission-missing', missing: ['Contacts email'] },
      },
    ]);
  });

  it('says of a revoked school that access was revoked', () => {
    const changes = permissionChanges(after(basis()), basis({ access: 'revoked', approved: [] }));
    expect(changes.slice(1).map((change) => change.data['because'])).toEqual(Array(4).fill('access-revoked'));
  });

  it('speaks again when an add-on comes back', () => {
    const addOns = { ...basis().addOns };
    addOns['email-text'] = { state: 'not-purchased', missing: [], features: [] };
    const changes = permissionChanges(after(basis(), basis({ addOns })), basis());
    expect(changes).toEqual([{ type: 'AddOnReady', data: { addOn: 'email-text', features: ['core'] } }]);
  });
});
