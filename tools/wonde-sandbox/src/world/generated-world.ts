import { generateSchool } from '../generate/generate-school.js';
import { permissionRows } from '../generate/permission-rows.js';
import { generateProfile } from '../generate/school-profile.js';
import { SCHOOL_KINDS, SCHOOL_STYLES } from '../generate/school-style.js';
import type { SchoolState, World, WorldSchool } from './world.js';

export interface WorldOptions {
  /** An integer; the same one gives the same world. */
  seed?: number;
  /** Approved schools: primary, secondary, small, and again from the start. */
  schools?: number;
  /** Pupils in every school, up to 3,000; by default each kind has its usual size. */
  pupils?: number;
}

export const DEFAULT_SEED = 1870;
export const MAX_PUPILS = 3000;

/** Far away from the ids of the others, so that adding schools never moves it. */
const PENDING_INDEX = 80_000;

/** A world of generated schools, and one that has not answered yet. Records are made when first asked for. */
export function generateWorld(options: WorldOptions = {}): World {
  const count = options.schools ?? SCHOOL_KINDS.length;
  const indexes = Array.from({ length: count }, (_, index) => index);
  return {
    schools: [
      ...indexes.map((index) => generatedSchool(options, index, 'approved')),
      generatedSchool(options, PENDING_INDEX, 'pending'),
    ],
  };
}

function generatedSchool(options: WorldOptions, index: number, state: SchoolState): WorldSchool {
  const seed = options.seed ?? DEFAULT_SEED;
  const style = SCHOOL_STYLES[SCHOOL_KINDS[index % SCHOOL_KINDS.length] ?? 'primary'];
  const { id, name, school } = generateProfile(seed, index, style);
  const approved = state === 'approved';
  return {
    id,
    name,
    state,
    school,
    meta: { online: true, approved, audited: approved, custom_attendance_codes: false },
    permissions: permissionRows(approved),
    acl: { mode: null, ids: [] },
    load: () => generateSchool(seed, index, style, options.pupils ?? style.pupils),
  };
}
