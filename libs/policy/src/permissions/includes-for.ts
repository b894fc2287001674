import type { Kind, Plans } from '@gatehouse/contracts';
import { ADD_ONS, KINDS } from '@gatehouse/contracts';
import type { ActivePath } from './active-paths.js';
import { activePaths } from './active-paths.js';
import { kindsToRead } from './kinds-to-read.js';
import { resourceOf } from './resource-of.js';

/** Includes that bring records of another kind: asked for only when an add-on takes that kind. */
const MEMBERS: ReadonlyMap<string, Kind> = new Map([
  ['students', 'student'],
  ['employees', 'employee'],
]);

/** Relations that a row names without the include, too, by an id (wonde-api sections 6 and 8.4). */
const NAMED_BY_THE_ROW: readonly string[] = ['subject'];

/**
 * The Wonde includes that the resource of the kind is asked with, sorted: those of the permissions in use, rule inputs
 * among them. What no add-on may have is never fetched (design section 1, step 2).
 */
export function includesFor(kind: Kind, plans: Plans): string[] {
  const read = kindsToRead(plans);
  const includes = pathsOf(kind, plans)
    .flatMap(includesOf)
    .filter((include) => isTaken(include, read));
  return [...new Set(includes)].sort();
}

/**
 * Those of the includes without which the kind is still of use, where a school's MIS does not have them: no rule, no link
 * and no roster needs them, and no permission that a ready add-on requires, save where the row shows the relation without
 * the include, too (ADR 0034).
 */
export function includesToDoWithout(kind: Kind, plans: Plans): string[] {
  const needed = new Set(
    pathsOf(kind, plans)
      .filter(({ role, path }) => role === 'rule input' || path.kind === 'contact link')
      .flatMap(includesOf),
  );
  for (const active of pathsOf(kind, plans).filter(({ level }) => level === 'required')) {
    for (const include of includesOf(active)) if (!NAMED_BY_THE_ROW.includes(include)) needed.add(include);
  }
  return includesFor(kind, plans).filter((include) => !needed.has(include) && !MEMBERS.has(include));
}

/** The permissions in use of all kinds that come with the resource. */
function pathsOf(kind: Kind, plans: Plans): ActivePath[] {
  const read = kindsToRead(plans);
  const carried = KINDS.filter((other) => resourceOf(other) === resourceOf(kind) && read.includes(other));
  return ADD_ONS.flatMap((addOn) => activePaths(addOn, plans)).filter(({ kinds }) =>
    kinds.some((of) => carried.includes(of)),
  );
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
