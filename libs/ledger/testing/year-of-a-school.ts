import type { Kind } from '@gatehouse/schemas';
import { seededRandom } from '@gatehouse/testing';
import { contact, employee } from './writer-scene.js';

/** What a night of the year's source shows. */
export interface SchoolNight {
  day: number;
  says: {
    students: string[];
    contacts: ReturnType<typeof contact>[];
    employees: ReturnType<typeof employee>[];
    classes: { [name: string]: string[] };
  };
  /** What a person would call it, where something is wrong or being changed. */
  because: string | undefined;
}

interface Pupil {
  name: string;
  year: number;
  parents: string[];
}

/** So many days lie between two nights: those between them would show the same, and cost time. */
export const EVERY = 5;
const YEARS = 7;
const ROLLOVER = 240;
const CHANGE_OF_MIS = 120;
/** Mistakes, each for some nights: what is shown of the school then. */
const MISTAKES: readonly { from: number; nights: number; kind: Kind; because: string }[] = [
  { from: 30, nights: 2, kind: 'student', because: 'half the pupils are missing' },
  { from: 75, nights: 1, kind: 'employee', because: 'a list of staff was cut short' },
  { from: 300, nights: 3, kind: 'class', because: 'nearly all classes are missing' },
];

/**
 * A year of a primary school of 210, every fifth night: joiners and leavers, new classes in September with the year that
 * leaves and the one that comes, a change of MIS by which every id is new, and three mistakes.
 */
export function* yearOfASchool(seed: number): Iterable<SchoolNight> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let made = 0;
  const pupil = (year: number): Pupil => {
    made += 1;
    const parents = random() < 0.3 ? [`m${made}`, `d${made}`] : [`m${made}`];
    return { name: `p${made}`, year, parents };
  };
  let pupils = Array.from({ length: YEARS * 30 }, (_, n) => pupil(n % YEARS));
  let staff = Array.from({ length: 25 }, (_, n) => `s${n}`);
  let classes = Array.from({ length: YEARS }, (_, year) => `k0-${year}`);
  let mis = '';
  for (let day = 0; day < 365; day += EVERY) {
    if (random() < 0.4) pupils = pupils.filter((one) => one !== pick(pupils));
    if (random() < 0.4) pupils.push(pupil(Math.floor(random() * YEARS)));
    if (random() < 0.1) staff = [...staff.filter((one) => one !== pick(staff)), `s${day + 100}`];
    if (day === ROLLOVER) {
      pupils = pupils.filter(({ year }) => year < YEARS - 1).map((one) => ({ ...one, year: one.year + 1 }));
      for (let n = 0; n < 30; n += 1) pupils.push(pupil(0));
      classes = Array.from({ length: YEARS }, (_, year) => `k1-${year}`);
    }
    if (day === CHANGE_OF_MIS) mis = 'x';
    const mistake = MISTAKES.find(({ from, nights }) => day >= from && day < from + EVERY * nights);
    const shown = mistake?.kind === 'student' ? pupils.filter((_, n) => n % 2 === 0) : pupils;
    const named = (name: string) => `${mis}${name}`;
    const isHere = mistake?.kind === 'class' ? classes.slice(0, 1) : classes;
    yield {
      day,
      because:
        mistake?.because ??
        (day === ROLLOVER ? 'the summer' : day === CHANGE_OF_MIS ? 'a change of MIS' : undefined),
      says: {
        students: shown.map(({ name }) => named(name)),
        contacts: shown.flatMap(({ name, parents }) =>
          parents.map((parent) => contact(named(parent), named(name))),
        ),
        employees: (mistake?.kind === 'employee' ? staff.slice(0, 10) : staff).map((one) =>
          employee(named(one)),
        ),
        classes: Object.fromEntries(
          isHere.map((one, year) => [
            named(one),
            shown.filter((child) => child.year === year).map(({ name }) => named(name)),
          ]),
        ),
      },
    };
  }
}
