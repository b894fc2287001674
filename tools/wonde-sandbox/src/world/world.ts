import type { Json, RawRecord } from '../json.js';
import type { Manner } from './manner.js';
import type { SchoolData } from './school-data.js';

/** Where a school stands with the app (wonde-api section 3). An offline school has approved, but its MIS is not reached. */
export const SCHOOL_STATES = ['approved', 'offline', 'pending', 'declined', 'revoked', 'unknown'] as const;
export type SchoolState = (typeof SCHOOL_STATES)[number];

export interface SchoolMeta {
  online: boolean;
  approved: boolean;
  audited: boolean;
  custom_attendance_codes: boolean;
}

export interface AccessControl {
  mode: string | null;
  ids: string[];
}

/** A school as a world holds it: what is small at once, its records only when somebody asks (`load`). */
export interface WorldSchool {
  id: string;
  name: string;
  state: SchoolState;
  school: RawRecord;
  meta: SchoolMeta;
  /** Rows of `meta/schools/{id}/permissions`; a list of anything, so that tests can hand in odd ones. */
  permissions: Json[];
  acl: AccessControl;
  /** How its answers look; what is left out is as documented. */
  manner?: Partial<Manner>;
  load: () => SchoolData;
}

export interface World {
  /** How lists of schools look. */
  manner?: Pick<Partial<Manner>, 'shortLists'>;
  schools: WorldSchool[];
}
