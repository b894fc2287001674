import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import { dayNumber } from '../../days.js';
import type { Reading, Row } from '../memory/register.js';
import type { Sight } from '../memory/sight.js';
import { PATIENCE_DAYS } from '../memory/sight.js';
import type { OnePerson } from './one-person.js';

/** A contact under a pupil, of whom it may be said that it is somebody of earlier, deleted and entered anew. */
interface Newcomer {
  row: Row;
  /** The pupil, by every record key. */
  children: readonly string[];
  /** First under the pupil, and first anywhere. */
  under: RunAndDay;
  first: RunAndDay;
  /** Of how many rows it was said, about the pupil alone and altogether. */
  said: { there: number; everywhere: number };
}

/** A reading, its day as a number: every restricted row of a crowd is compared with every newcomer. */
interface RunAndDay {
  run: number;
  day: number;
}

/**
 * Of somebody who may be one of a crowd of restricted rows so many are named at least, and not many more: it is out by any of
 * them, and a square of them in memory would serve nobody. Who is told apart from these is told the next.
 */
export const MOST_NAMED = 20;

/** Somebody who may be the old row. */
interface MadeAgain {
  newcomer: Newcomer;
  /** The row was first read anywhere within that time: then all of it is in doubt, else only the link. */
  isNew: boolean;
}

/**
 * Contacts that were first read under a child of an old row's in a later reading than it was, and after it was last
 * shown there or less than 30 days before, while the last whole reading with that child's contacts does not show it
 * (restrictions.md, rule 11). Names play no part.
 */
export class Newcomers {
  readonly #sight: Sight;
  readonly #one: OnePerson;
  /** Under each pupil, by all the pupil's keys. */
  readonly #under = new Map<string, Newcomer[]>();

  constructor(sight: Sight, one: OnePerson) {
    this.#sight = sight;
    this.#one = one;
  }

  /**
   * @param isEverywhere whether what restricts the old row counts about every child; else only about those of the link.
   * @returns those of whom not enough was said already.
   */
  *since(old: Row, isEverywhere: boolean): Iterable<MadeAgain> {
    const settled = new Set<string>();
    for (const child of old.links.keys()) {
      if (child === UNKNOWN_CHILD || settled.has(child)) continue;
      const children = this.#one.pupilIds(child);
      for (const id of children) settled.add(id);
      const away = goneFrom(this.#sight, old, children);
      if (!away) continue;
      for (const newcomer of this.#contactsUnder(children)) {
        const { row, under, first, said } = newcomer;
        if (said.everywhere >= MOST_NAMED || row === old || !isWithin(under, away)) continue;
        const isNew = isWithin(first, away);
        if (said.there >= MOST_NAMED && !(isEverywhere && isNew)) continue;
        yield { newcomer, isNew };
      }
    }
  }

  #contactsUnder(children: readonly string[]): readonly Newcomer[] {
    const name = children.join();
    const known = this.#under.get(name);
    if (known) return known;
    const { register } = this.#sight;
    const keys = new Set(children.flatMap((id) => [...(register.byChild.get(id) ?? [])]));
    const found = [...keys].flatMap((key): Newcomer[] => {
      const row = register.rows.get(key);
      const under = row && firstUnder(row, children);
      if (!under) return [];
      const said = { there: 0, everywhere: 0 };
      return [{ row, children, under: runAndDay(under), first: runAndDay(row.first), said }];
    });
    this.#under.set(name, found);
    return found;
  }
}

interface Away {
  /** The run that first read the old row under the child. */
  run: number;
  /** The last day on which it was shown there. */
  lastShown: number;
}

/** Since when the row is not shown under the pupil any more; undefined while it is, or while nobody can know. */
function goneFrom({ register }: Sight, old: Row, children: readonly string[]): Away | undefined {
  const first = firstUnder(old, children);
  const present = children.filter(
    (id) => register.rows.get(id)?.kind === 'student' && !register.rows.get(id)?.gone,
  );
  const asked = present.length > 0 ? present : children;
  if (!first || !register.lastWhole.contact) return undefined;
  if (asked.some((id) => old.links.get(id) && !old.links.get(id)?.missing)) return undefined;
  const days = children.flatMap((id) => {
    const link = old.links.get(id);
    return link ? [register.lastShown(link) ?? link.first.day] : [];
  });
  return { run: first.run, lastShown: dayNumber(days.sort().at(-1) ?? first.day) };
}

function firstUnder(row: Row, children: readonly string[]): Reading | undefined {
  let first: Reading | undefined;
  for (const id of children) {
    const link = row.links.get(id);
    if (link && (!first || link.first.revision < first.revision)) first = link.first;
  }
  return first;
}

const runAndDay = ({ run, day }: Reading): RunAndDay => ({ run, day: dayNumber(day) });

const isWithin = (read: RunAndDay, { run, lastShown }: Away): boolean =>
  read.run > run && lastShown - read.day < PATIENCE_DAYS;
