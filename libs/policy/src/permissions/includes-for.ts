import type { Kind, Plans } from '@gatehouse/contracts';
import { ADD_ONS, KINDS } from '@gatehouse/contracts';
import { activePaths } from './active-paths.js';
import { kindsToRead } from './kinds-to-read.js';
import { resourceOf } from './resource-of.js';

/** Includes that bring records of another kind: asked for only when an add-on takes that kind. */
const MEMBERS: ReadonlyMap<string, Kind> = new Map([
  ['students', 'student'],
  ['employees', 'employee'],
]);

/**
 * The Wonde includes that the resource of the kind is asked with, sorted: those of the permissions in use, rule inputs
 * among them. What no add-on may have is never fetched (design section 1, step 2).
 */
export function includesFor(kind: Kind, plans: Plans): string[] {
  const read = kindsToRead(plans);
  const carried = KINDS.filter((other) => resourceOf(other) === resourceOf(kind) && read.includes(other));
  const includes = ADD_ONS.flatMap((addOn) => activePaths(addOn, plans))
    .filter(({ kinds }) => kinds.some((of) => carried.includes(of)))
    .flatMap(({ path }) => path.include.split(/[;,]/).map((include) => include.trim()))
    .filter((include) => include !== '' && isTaken(include, read));
  return [...new Set(includes)].sort();
}

function isTaken(include: string, read: readonly Kind[]): boolean {
  const member = MEMBERS.get(include);
  return member === undefined || read.includes(member);
}
