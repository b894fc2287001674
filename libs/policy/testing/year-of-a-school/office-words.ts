import { listRestrictions } from '../../src/index.js';
import type { RegisterScene } from '../a-register.js';
import { idOf } from '../a-register.js';
import type { LivingSchool, MisRow } from './living-school.js';

/**
 * Once a month an office works through the list of who is kept out: it knows who is who, lifts what has truly ended, and
 * tells apart who are two people.
 *
 * @returns how many decisions that took.
 */
export function workThroughList(
  scene: RegisterScene,
  { underOrder, rows }: LivingSchool,
  personOf: (row: string) => string,
): number {
  const said = new Set<string>();
  for (const { row, of, because, input } of listRestrictions(scene.sight, scene.standings)) {
    const [id, other] = [idOf(row), idOf(of)];
    if (because === 'alike' || because === 'made-again') {
      const pair = [id, other].sort();
      if (personOf(id) === personOf(other) || said.has(pair.join())) continue;
      said.add(pair.join());
      scene.separate(...pair);
    }
    if (because !== 'remembered' && because !== 'waiting' && because !== 'blank') continue;
    const isOver = input === 'court_order' ? !underOrder.has(personOf(id)) : isResponsibleNow(rows.get(id));
    if (!isOver || said.has(`${id} ${input}`)) continue;
    said.add(`${id} ${input}`);
    scene.lift(id, input ? { input } : {});
  }
  return said.size;
}

/** What is remembered of a row that is gone keeps nobody else out: the office leaves it on the list. */
const isResponsibleNow = (row: MisRow | undefined) =>
  row?.links.every(({ responsible }) => responsible === 'true') ?? false;
