import type { History, SchoolBefore, Step } from './history.js';

type StillFails = (history: History) => Promise<boolean>;

/**
 * A history that fails in the same way and from which nothing can be left out any more: steps, troubles, faults, and
 * people of the school.
 *
 * @param most how many histories are tried at most.
 */
export async function shrink(history: History, fails: StillFails, most = 400): Promise<History> {
  let smallest = history;
  let tried = 0;
  const attempt = async (smaller: History): Promise<boolean> => {
    tried += 1;
    if (tried > most || !(await fails(smaller))) return false;
    smallest = smaller;
    return true;
  };
  // Whole stretches of steps first, then one by one.
  for (
    let size = Math.ceil(history.steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < smallest.steps.length;) {
      const steps = [...smallest.steps.slice(0, at), ...smallest.steps.slice(at + size)];
      if (!(await attempt({ ...smallest, steps }))) at += size;
    }
  }
  for (let at = 0; at < smallest.steps.length; at += 1) {
    for (const step of simpler(smallest.steps[at])) {
      const steps = smallest.steps.map((one, n) => (n === at ? step : one));
      await attempt({ ...smallest, steps });
    }
  }
  if (smallest.repeats) await attempt({ ...smallest, repeats: false });
  for (const list of ['pupils', 'contacts', 'employees', 'links'] as const) {
    for (let at = 0; at < smallest.school[list].length;) {
      const rest = smallest.school[list].filter((_, n) => n !== at);
      const school = { ...smallest.school, [list]: rest };
      if (!(await attempt({ ...smallest, school: linked(school) }))) at += 1;
    }
  }
  return smallest;
}

function* simpler(step: Step | undefined): Iterable<Step> {
  if (step?.do !== 'night') return;
  const { troubles, fault, flip, ...night } = step;
  if (troubles) yield { ...night, ...(fault ? { fault } : {}), ...(flip ? { flip } : {}) };
  if (fault ?? flip) yield { ...night, ...(troubles ? { troubles } : {}) };
  if (step.days > 1) yield { ...step, days: 1 };
}

/** Without links of people who are not there. */
function linked({ links, ...school }: SchoolBefore): SchoolBefore {
  const has = (list: readonly { key: string }[], key: string) => list.some((one) => one.key === key);
  return {
    ...school,
    links: links.filter(({ contact, pupil }) => has(school.contacts, contact) && has(school.pupils, pupil)),
  };
}
