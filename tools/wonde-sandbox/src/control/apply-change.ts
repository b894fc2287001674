import { isObject } from '../json.js';
import { SandboxError } from '../sandbox-error.js';
import type { ServedSchool } from '../world/served-school.js';
import type { Change } from './change-schema.js';
import { changeRecord } from './change-record.js';
import { setRelationship } from './set-relationship.js';

/** Makes one change at a school, dated `at`. Throws 404 when what it names does not exist, 422 when it cannot be done. */
export function applyChange(school: ServedSchool, change: Change, at: Date): void {
  school.changed = true;
  switch (change.kind) {
    case 'order-added':
      return setRelationship(school, change, 'court_order', { value: true }, at);
    case 'order-lifted':
      return setRelationship(school, change, 'court_order', { value: false }, at);
    case 'order-set':
      return setRelationship(school, change, 'court_order', change, at);
    case 'responsibility-set':
      return setRelationship(school, change, 'parental_responsibility', change, at);
    case 'permission-granted':
      return setPermission(school, change.label, true);
    case 'permission-withdrawn':
      return setPermission(school, change.label, false);
    case 'school-state':
      return setState(school, change.state);
    case 'meta-changed': {
      const { online, audited, approved } = { ...school.meta, ...change };
      school.meta = { ...school.meta, online, audited, approved };
      return;
    }
    case 'manner-changed': {
      const { unapproved, shortLists, classMeta, missing } = { ...school.manner, ...change };
      school.manner = { unapproved, shortLists, classMeta, missing };
      return;
    }
    default:
      return changeRecord(school, change, at);
  }
}

/**
 * A school that approves takes the required permissions with it, while optional ones stay off and the audit is still
 * to come (wonde-api sections 3 and 4).
 */
export function setState(school: ServedSchool, state: ServedSchool['state']): void {
  const firstApproval = state === 'approved' && (school.state === 'pending' || school.state === 'unknown');
  if (firstApproval) {
    for (const row of school.permissions.filter(isObject)) row['approved'] = row['optional'] !== true;
  }
  school.state = state;
  school.meta = { ...school.meta, approved: school.granted };
}

function setPermission(school: ServedSchool, label: string, approved: boolean): void {
  const rows = school.permissions.filter(isObject);
  const row = rows.find(({ name }) => name === label || name === `${label} read`);
  if (row === undefined) {
    throw new SandboxError(404, 'PERMISSION_UNKNOWN', 'No permission of this school has that label.');
  }
  row['approved'] = approved;
}
