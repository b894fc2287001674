import { alikePairs } from '../../src/people/alike.js';
import { namePartsOf } from '../../src/people/names.js';
import type { CommunityName } from './community-kinds.js';
import { COMMUNITY_NAMES } from './community-kinds.js';
import { raiseCommunity } from './community.js';
import type { Bookkeeping, RecordedRow, RecordedSchool } from './record-school.js';
import { BOOKKEEPINGS, readingOf, recordSchool } from './record-school.js';

type PairOfRows = readonly [RecordedRow, RecordedRow];

/** How right likeness is about one reading of a school, since the community says who is who. */
export interface Judgement {
  rows: number;
  /** Pairs of rows that are one adult, and were found. */
  onePerson: PairOfRows[];
  /** Pairs of rows that are one adult, and were not found. */
  missed: PairOfRows[];
  /** Pairs of rows that were found, and are two adults. */
  twoPeople: PairOfRows[];
  /** The pairs of adults that these are, by what the school knows of their names: several pairs of rows can be one. */
  mistaken: Record<NameKnown, number>;
}

export const NAMES_KNOWN = ['full', 'initial', 'no forename', 'no name'] as const;
/** The less that is known of one of two names. */
export type NameKnown = (typeof NAMES_KNOWN)[number];

export function judgeAlike(school: RecordedSchool): Judgement {
  const rows = new Map(school.rows.map((row) => [row.row, row]));
  const onePerson: PairOfRows[] = [];
  const twoPeople: PairOfRows[] = [];
  const found = new Set<string>();
  for (const [a, b] of alikePairs(readingOf(school))) {
    const [one, other] = [rows.get(a), rows.get(b)];
    if (!one || !other) throw new Error(`The school has no ${a} or no ${b}.`);
    found.add(`${a} ${b}`);
    (one.person === other.person ? onePerson : twoPeople).push([one, other]);
  }
  return {
    rows: rows.size,
    onePerson,
    missed: pairsOfOneAdult(school.rows).filter(([one, other]) => !found.has(`${one.row} ${other.row}`)),
    twoPeople,
    mistaken: countCouples(twoPeople),
  };
}

/** Each two adults once, by the pair of their rows that tells most. */
function countCouples(pairs: readonly PairOfRows[]): Judgement['mistaken'] {
  const couples = new Map<string, number>();
  for (const pair of pairs) {
    const couple = pair
      .map(({ person }) => person)
      .sort()
      .join(' ');
    const known = Math.max(...pair.map((row) => NAMES_KNOWN.indexOf(knownOf(row))));
    couples.set(couple, Math.min(known, couples.get(couple) ?? known));
  }
  const mistaken = { full: 0, initial: 0, 'no forename': 0, 'no name': 0 };
  for (const known of couples.values()) mistaken[NAMES_KNOWN[known] ?? 'no name'] += 1;
  return mistaken;
}

function knownOf({ fields }: RecordedRow): NameKnown {
  const { forename, surname } = namePartsOf(fields);
  if (forename.whole.length === 0) return surname.whole.length === 0 ? 'no name' : 'no forename';
  return forename.whole.every((text) => text.length === 1) ? 'initial' : 'full';
}

function pairsOfOneAdult(rows: readonly RecordedRow[]): PairOfRows[] {
  const ofPerson = new Map<string, RecordedRow[]>();
  const pairs: PairOfRows[] = [];
  for (const row of rows) {
    const earlier = ofPerson.get(row.person) ?? [];
    for (const other of earlier) pairs.push([other, row]);
    ofPerson.set(row.person, [...earlier, row]);
  }
  return pairs;
}

/** One school and reading. Of rows: pairs; `mistaken` counts pairs of adults. */
export interface AlikeTableRow {
  community: CommunityName;
  pupils: number;
  bookkeeping: Bookkeeping;
  rows: number;
  onePerson: number;
  missed: number;
  twoPeople: number;
  mistaken: Record<NameKnown, number>;
}

export interface AlikeTableOptions {
  sizes?: readonly number[];
  seeds?: readonly number[];
}

/** How right likeness is in each kind of community, for whoever wants to print it. */
export function alikeTable({ sizes = [300, 1500], seeds = [1] }: AlikeTableOptions = {}): AlikeTableRow[] {
  const table: AlikeTableRow[] = [];
  for (const community of COMMUNITY_NAMES) {
    for (const pupils of sizes) {
      for (const seed of seeds) {
        const raised = raiseCommunity({ name: community, pupils, seed });
        for (const bookkeeping of BOOKKEEPINGS) {
          const { rows, onePerson, missed, twoPeople, mistaken } = judgeAlike(
            recordSchool(raised, bookkeeping),
          );
          table.push({
            community,
            pupils,
            bookkeeping,
            rows,
            onePerson: onePerson.length,
            missed: missed.length,
            twoPeople: twoPeople.length,
            mistaken,
          });
        }
      }
    }
  }
  return table;
}
