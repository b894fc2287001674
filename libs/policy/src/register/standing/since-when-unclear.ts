import type { Reading, Register } from '../memory/register.js';
import type { OnePerson } from './one-person.js';
import type { Unclear } from './standing.js';

/**
 * Since which reading somebody may be a restricted row: the first that showed the two, or others of their adults, as
 * alike; the first that showed the row that took an old one's place.
 */
export function sinceWhenUnclear(
  { register }: { register: Register },
  one: OnePerson,
  row: string,
  { about, of, because }: Unclear,
): Reading | undefined {
  return because === 'alike' ? firstAlike(register, one, row, of) : firstUnder(register, row, about);
}

function firstAlike(register: Register, one: OnePerson, row: string, of: string): Reading | undefined {
  const direct = register.alikeTo(row).get(of);
  if (direct) return direct;
  const theirs = new Set(one.personOf(of));
  return earliest(
    one
      .adultOf(row, -1)
      .flatMap((same) => [...register.alikeTo(same)])
      .flatMap(([other, reading]) => (theirs.has(other) ? [reading] : [])),
  );
}

function firstUnder(register: Register, row: string, about: Unclear['about']): Reading | undefined {
  const known = register.rows.get(row);
  if (!known || about === '*') return known?.first;
  return earliest(about.flatMap((child) => known.links.get(child)?.first ?? []));
}

const earliest = (readings: readonly Reading[]): Reading | undefined =>
  readings.reduce<Reading | undefined>(
    (first, reading) => (first && first.revision <= reading.revision ? first : reading),
    undefined,
  );
