import { isOver } from './is-over.js';
import type { LinkRow, PupilRow, World } from './world.js';
import { RESOURCES } from './world.js';

/** How many records a school has, each link of a contact that anybody looks at counted. */
export function recordsIn(world: World): number {
  const rows = RESOURCES.flatMap((resource) => world.lists[resource].flatMap((page) => page.rows));
  return rows.reduce((sum, row) => sum + 1 + (row.kind === 'student' ? linksOf(row, world).length : 0), 0);
}

/** Links that anybody looks at: of a row over its limit those that restrict. */
export function linksOf(pupil: PupilRow, world: World): LinkRow[] {
  if (pupil.isBeyondReading) return [];
  if (!isOver(pupil, world)) return pupil.links;
  const restricts = ['true', 'unreadable'];
  return pupil.links.filter(
    ({ order, responsible }) => restricts.includes(order) || ['false', 'unreadable'].includes(responsible),
  );
}
