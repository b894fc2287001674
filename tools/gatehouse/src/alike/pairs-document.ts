import { listRestrictions } from '@gatehouse/policy';
import type { KnownRegister } from '../restrictions/known-register.js';

/** Two rows that may be one person. */
export interface AlikePair {
  rows: [string, string];
  because: 'alike' | 'made-again';
  /** The one of the two that stays out for it; null when the pair keeps nobody out today. */
  keepsOut: string | null;
  /** `apart` and `joined` are words of people. */
  said: 'apart' | 'joined' | null;
  /** A day; null where nobody can know. */
  since: string | null;
  run: number | null;
}

/** The pairs that keep somebody out, those of `made-again` among them. */
export function pairsThatKeepOut({ sight, standings }: KnownRegister): AlikePair[] {
  const pairs = new Map<string, AlikePair>();
  for (const { row, of, because, since, run } of listRestrictions(sight, standings)) {
    if (because !== 'alike' && because !== 'made-again') continue;
    const pair: AlikePair = {
      rows: [row, of],
      because,
      keepsOut: row,
      said: null,
      since: since ?? null,
      run: runOf(run),
    };
    pairs.set(`${because} ${row} ${of}`, pair);
  }
  return [...pairs.values()];
}

/** Beside these all pairs that a reading showed as alike, whoever is restricted, and what people said of them. */
export function allPairs(known: KnownRegister): AlikePair[] {
  const { sight, standings } = known;
  const keeping = pairsThatKeepOut(known);
  const named = new Set(keeping.flatMap(({ rows: [a, b] }) => [`${a} ${b}`, `${b} ${a}`]));
  const others: AlikePair[] = [];
  for (const row of sight.register.alikeRows) {
    const alike = sight.register.alikeTo(row);
    for (const [other, { day, run }] of alike) {
      if (row > other || named.has(`${row} ${other}`)) continue;
      const isJoined = (sight.words.joined.get(row) ?? []).some(({ rows }) => rows.has(other));
      const said = standings.one.areApart(row, other) ? 'apart' : isJoined ? 'joined' : null;
      others.push({
        rows: [row, other],
        because: 'alike',
        keepsOut: null,
        said,
        since: day,
        run: runOf(run),
      });
    }
  }
  return [...keeping, ...others.sort((a, b) => (a.rows.join() < b.rows.join() ? -1 : 1))];
}

const runOf = (run: number | undefined) => (run === undefined || run < 0 ? null : run);
