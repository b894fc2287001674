import type { Kind, Plans } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import { isGranting, activePaths } from './active-paths.js';

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
