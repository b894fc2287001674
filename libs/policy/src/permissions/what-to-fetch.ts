import type { Kind, Plans } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { ActivePath } from './grants.js';
import { activePaths, isGranting } from './grants.js';

/**
 * The kinds that any ready add-on takes, in the order in which a run sends them (design section 1, steps 2 and 3).
 * Contacts come with their children, so they are never read without students.
 */
export function kindsToRead(plans: Plans): Kind[] {
  const granting = ADD_ONS.flatMap((addOn) => activePaths(addOn, plans)).filter(isGranting);
  const taken = new Set(granting.flatMap(({ kinds }) => kinds));
  if (taken.has('contact')) taken.add('student');
  return KINDS.filter((kind) => taken.has(kind));
}

const RESOURCES = {
  student: 'students',
  contact: 'students',
  employee: 'employees',
  class: 'classes',
  group: 'groups',
  event: 'events',
} as const;

/** The Wonde resource that carries the kind: contacts come with the students (wonde-api section 8). */
export const resourceOf = (kind: Kind) => RESOURCES[kind];

/** Includes that bring records of another kind: asked for only when an add-on takes that kind. */
const MEMBERS: ReadonlyMap<string, Kind> = new Map([
  ['students', 'student'],
  ['employees', 'employee'],
]);

/** Relations that a row names without the include, too, by an id (wonde-api sections 6 and 8.4). */
const NAMED_BY_THE_ROW: readonly string[] = ['subject'];

/** What the resource of a kind is asked with. */
export interface Includes {
  /** Sorted: those of the permissions in use, rule inputs among them. */
  include: string[];
  /** Those of them without which the kind is still of use. */
  mayLeaveOut: string[];
}

/**
 * The Wonde includes that the resource of the kind is asked with. What no add-on may have is never fetched (design section
 * 1, step 2). Where a school's MIS does not have some, the kind is still of use without those that no rule, no link and no
 * roster needs, and no permission that a ready add-on requires, save where the row shows the relation without the
 * include, too (ADR 0034).
 */
export function includesFor(kind: Kind, plans: Plans): Includes {
  const read = kindsToRead(plans);
  const carried = KINDS.filter((other) => resourceOf(other) === resourceOf(kind) && read.includes(other));
  const paths = ADD_ONS.flatMap((addOn) => activePaths(addOn, plans)).filter(({ kinds }) =>
    kinds.some((of) => carried.includes(of)),
  );
  const taken = paths.flatMap(includesOf).filter((include) => isTaken(include, read));
  const include = [...new Set(taken)].sort();
  const needed = new Set(paths.flatMap(neededOf));
  return {
    include,
    mayLeaveOut: include.filter((one) => !needed.has(one) && !MEMBERS.has(one)),
  };
}

function neededOf(active: ActivePath): string[] {
  if (active.role === 'rule input' || active.path.kind === 'contact link') return includesOf(active);
  if (active.level !== 'required') return [];
  return includesOf(active).filter((include) => !NAMED_BY_THE_ROW.includes(include));
}

const includesOf = ({ path }: ActivePath): string[] =>
  path.include
    .split(/[;,]/)
    .map((include) => include.trim())
    .filter((include) => include !== '');

function isTaken(include: string, read: readonly Kind[]): boolean {
  const member = MEMBERS.get(include);
  return member === undefined || read.includes(member);
}
