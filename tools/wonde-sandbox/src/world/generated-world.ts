import { FORMS_AS_DOCUMENTED } from '../generate/forms.js';
import type { Forms } from '../generate/forms.js';
import { generateSchool } from '../generate/generate-school.js';
import { permissionRows } from '../generate/permission-rows.js';
import { schoolOfRegion } from '../generate/region-ids.js';
import { generateProfile } from '../generate/school-profile.js';
import { SCHOOL_KINDS, SCHOOL_STYLES } from '../generate/school-style.js';
import { writeInForms } from '../generate/write-in-forms.js';
import type { Manner } from './manner.js';
import type { SchoolState, World, WorldSchool } from './world.js';

export interface WorldOptions {
  /** An integer; the same one gives the same world. */
  seed?: number;
  /** Approved schools: primary, secondary, small, and again from the start. */
  schools?: number;
  /** Pupils in every school, up to 3,000; by default each kind has its usual size. */
  pupils?: number;
  /** How the answers of the schools look, one after the other and again from the start; by default as documented. */
  manners?: readonly Partial<Manner>[];
  /** In which forms their records are written, in the same way. */
  forms?: readonly Partial<Forms>[];
}

export const DEFAULT_SEED = 1870;
export const MAX_PUPILS = 3000;

/** Far away from the ids of the others, so that adding schools never moves it. */
const PENDING_INDEX = 80_000;

/** A world of generated schools, and one that has not answered yet. Records are made when first asked for. */
export function generateWorld(options: WorldOptions = {}): World {
  const count = options.schools ?? SCHOOL_KINDS.length;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const isPaged = options.manners?.every(({ shortLists }) => shortLists === 'paged') ?? false;
  return {
    manner: { shortLists: isPaged ? 'paged' : 'bare' },
    schools: [
      ...indexes.map((index) => generatedSchool(options, index, 'approved')),
      generatedSchool(options, PENDING_INDEX, 'pending'),
    ],
  };
}

function generatedSchool(options: WorldOptions, index: number, state: SchoolState): WorldSchool {
  const seed = options.seed ?? DEFAULT_SEED;
  const style = SCHOOL_STYLES[SCHOOL_KINDS[index % SCHOOL_KINDS.length] ?? 'primary'];
  const profile = generateProfile(seed, index, style);
  const forms = { ...FORMS_AS_DOCUMENTED, ...ofPlace(options.forms, index) };
  const school = forms.ids === 'B' ? schoolOfRegion(profile.school) : profile.school;
  const { name } = profile;
  const approved = state === 'approved';
  return {
    id: String(school['id']),
    name,
    state,
    school,
    meta: { online: true, approved, audited: approved, custom_attendance_codes: false },
    permissions: permissionRows(approved),
    acl: { mode: null, ids: [] },
    ...(options.manners && { manner: ofPlace(options.manners, index) }),
    load: () => {
      const data = generateSchool(seed, index, style, options.pupils ?? style.pupils);
      writeInForms(data, forms, style.dates);
      return data;
    },
  };
}

const ofPlace = <Choice>(choices: readonly Partial<Choice>[] = [], index: number): Partial<Choice> =>
  choices[index % Math.max(1, choices.length)] ?? {};
