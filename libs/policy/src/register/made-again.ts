import { UNKNOWN_CHILD } from '@gatehouse/contracts';
import type { OnePerson } from './one-person.js';
import type { Reading, Row } from './register.js';
import type { Sight } from './sight.js';
import { daysBetween, PATIENCE_DAYS } from './sight.js';

/** Somebody who may be the old row, deleted and entered anew. */
export interface MadeAgain {
  row: string;
  /** The pupil under whom it happened, by every record key. */
  children: readonly string[];
  /** The row was first read anywhere within that time: then all of it is in doubt, else only the link. */
  isNew: boolean;
}

/**
 * Contacts that were first read under a child of the old row's in a later reading than it was, and after it was last
 * shown there or less than 30 days before, while the last whole reading with that child's contacts does not show it
 * (restrictions.md, rule 11). Names play no part.
 */
export function* madeAgain(sight: Sight, one: OnePerson, old: Row): Iterable<MadeAgain> {
  const { register } = sight;
  const settled = new Set<string>();
  for (const child of old.links.keys()) {
    if (child === UNKNOWN_CHILD || settled.has(child)) continue;
    const children = one.pupilIds(child);
    for (const id of children) settled.add(id);
    const away = goneFrom(sight, old, children);
    if (!away) continue;
    const candidates = new Set(children.flatMap((id) => [...(register.byChild.get(id) ?? [])]));
    for (const key of candidates) {
      const row = register.rows.get(key);
      if (!row || key === old.key) continue;
      const under = firstUnder(row, children);
      if (!under || !isWithin(under, away)) continue;
      yield { row: key, children, isNew: isWithin(row.first, away) };
    }
  }
}

interface Away {
  /** When the old row was first read under the child. */
  first: Reading;
  /** The last day on which it was shown there. */
  lastShown: string;
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
  return { first, lastShown: days.sort().at(-1) ?? first.day };
}

function firstUnder(row: Row, children: readonly string[]): Reading | undefined {
  let first: Reading | undefined;
  for (const id of children) {
    const link = row.links.get(id);
    if (link && (!first || link.first.revision < first.revision)) first = link.first;
  }
  return first;
}

const isWithin = (read: Reading, { first, lastShown }: Away): boolean =>
  read.run > first.run && daysBetween(read.day, lastShown) < PATIENCE_DAYS;
