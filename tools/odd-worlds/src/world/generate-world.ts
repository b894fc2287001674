import { kib } from './odd-values.js';
import type { Oddity } from './people.js';
import { Draw } from './draw.js';
import { generateEmployees, generatePupils } from './people-rows.js';
import { generateEvents, generateRosters } from './other-rows.js';
import { LARGE_KIB, pushToLimits } from './push-to-limits.js';
import type { World } from './world.js';
import { inPages } from './world.js';

/** A small school of odd values: the same for the same seed. */
export function generateWorld(seed: number): World {
  const draw = new Draw(seed);
  // Mostly small, so that what is at its limit costs nothing to write; now and then the limits of a real school.
  const isLarge = draw.chance(0.05);
  const [valueKib, rowKib] = isLarge ? [LARGE_KIB, 1024] : [1, 64];
  const oddity: Oddity = { draw, sizes: { value: kib(valueKib) }, part: draw.one([0.02, 0.1, 0.3]) };
  const pupils = generatePupils(oddity);
  const employees = generateEmployees(oddity);
  const ids = (rows: readonly { id: string | undefined }[]) =>
    rows.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const members = { students: ids(pupils), employees: ids(employees) };
  const world: World = {
    limits: { valueKib, rowKib },
    lists: {
      students: inPages(draw, pupils),
      employees: inPages(draw, employees),
      classes: inPages(draw, generateRosters(oddity, 'class', members)),
      groups: inPages(draw, generateRosters(oddity, 'group', members)),
      events: inPages(draw, generateEvents(oddity)),
    },
  };
  pushToLimits(draw, world);
  return world;
}
