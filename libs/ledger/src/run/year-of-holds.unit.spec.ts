import { describe, expect, it } from '@jest/globals';
import type { Kind } from '@gatehouse/schemas';
import { WriterScene } from '../../testing/writer-scene.js';
import { EVERY, yearOfASchool } from '../../testing/year-of-a-school.js';

const KINDS: readonly Kind[] = ['student', 'contact', 'employee', 'class'];

/**
 * Plays a year with a school office that approves the summer and the change of MIS the night after, and waits out mistakes.
 *
 * @returns the holds that it saw, by what they came from; and whom the website showed too few or too many at the end.
 */
async function year(seed: number) {
  const school = new WriterScene();
  await school.reads();
  const seen = new Map<string, Set<Kind>>();
  let cause = '';
  let last = new Set<string>();
  for (const { says, because } of yearOfASchool(seed)) {
    await school.night(says);
    cause = because ?? cause;
    for (const kind of KINDS) {
      const hold = await school.hold(kind);
      if (!hold || hold.moot) continue;
      seen.set(cause, (seen.get(cause) ?? new Set()).add(kind));
      const isMeant = cause === 'the summer' || cause === 'a change of MIS';
      if (!isMeant) continue;
      await school.approves(kind);
      await school.approves(kind, 'arrivals');
    }
    school.passes(EVERY);
    last = new Set([
      ...says.students,
      ...says.contacts.map(({ name }) => name),
      ...says.employees.map(({ name }) => name),
      ...Object.keys(says.classes),
    ]);
  }
  const isIn = new Set((await school.isIn()).map((text) => text.replace(/ .*/, '')));
  return {
    holds: Object.fromEntries([...seen].map(([because, kinds]) => [because, [...kinds].sort()])),
    missing: [...last].filter((name) => !isIn.has(name)),
    left: [...isIn].filter((name) => !last.has(name)),
  };
}

describe('a year of a school', () => {
  it.each([1, 2])(
    'shows a person its mistakes, its summer and its change of MIS, and nothing else (%d)',
    async (seed) => {
      expect(await year(seed)).toEqual({
        holds: {
          'half the pupils are missing': ['contact', 'student'],
          'a list of staff was cut short': ['employee'],
          'a change of MIS': ['contact', 'employee', 'student'],
          'the summer': ['contact', 'student'],
          'nearly all classes are missing': ['class'],
        },
        missing: [],
        left: [],
      });
    },
  );
});
