import type { World } from './world.js';
import { RESOURCES, withWrapped } from './world.js';

/** How many records a school has, each link of a contact counted. */
export function recordsIn(world: World): number {
  const rows = RESOURCES.flatMap((resource) =>
    world.lists[resource].flatMap((page) => withWrapped(page.rows)),
  );
  return rows.reduce((sum, row) => sum + 1 + (row.kind === 'student' ? row.links.length : 0), 0);
}
