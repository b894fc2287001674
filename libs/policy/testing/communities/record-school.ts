import type { Fields } from '@gatehouse/schemas';
import type { ContactOfReading } from '../../src/people/alike.js';
import type { Community, Person, Tie } from './community.js';
import { Dice } from './dice.js';
import type { OfficeHabits } from './office.js';
import { Office, USUAL_HABITS } from './office.js';

export const BOOKKEEPINGS = ['once per adult', 'once per child'] as const;
/** Whether the MIS keeps an adult once, with all children, or with each child anew (ScholarPack; wonde-api section 8.2). */
export type Bookkeeping = (typeof BOOKKEEPINGS)[number];

export interface RecordedRow {
  row: string;
  /** Who it really is. */
  person: string;
  children: string[];
  fields: Fields;
}

/** What the MIS of a community's school holds: plain data, to be changed by whoever lets time pass. */
export interface RecordedSchool {
  community: Community;
  bookkeeping: Bookkeeping;
  rows: RecordedRow[];
}

/** How often an office types an adult afresh for a further child, where the MIS would keep one row, or could copy one. */
const TYPED_AFRESH: Record<Bookkeeping, number> = { 'once per adult': 0.04, 'once per child': 0.3 };

/** The contacts of a community's school, all its ties entered. */
export function recordSchool(
  community: Community,
  bookkeeping: Bookkeeping,
  habits: OfficeHabits = USUAL_HABITS,
): RecordedSchool {
  const school: RecordedSchool = { community, bookkeeping, rows: [] };
  enterTies(school, community.ties, community.seed * 31 + BOOKKEEPINGS.indexOf(bookkeeping), habits);
  return school;
}

/** Enters ties into the MIS, one after the other. */
export function enterTies(
  { community, bookkeeping, rows }: RecordedSchool,
  ties: readonly Tie[],
  seed: number,
  habits: OfficeHabits = USUAL_HABITS,
): void {
  const dice = new Dice(seed);
  const office = new Office(community, dice, habits);
  const rowOf = new Map(rows.map((row) => [row.person, row]));
  for (const { adult, child } of ties) {
    const known = rowOf.get(adult);
    const copied = known !== undefined && !dice.chance(TYPED_AFRESH[bookkeeping]);
    if (copied && bookkeeping === 'once per adult') {
      known.children.push(child);
      continue;
    }
    const fields = copied
      ? known.fields
      : office.type(personOf(community, adult), personOf(community, child));
    const row = {
      row: `c${String(rows.length + 1).padStart(5, '0')}`,
      person: adult,
      children: [child],
      fields,
    };
    rows.push(row);
    rowOf.set(adult, row);
  }
}

/** What one reading shows of the school. */
export const readingOf = ({ rows }: RecordedSchool): ContactOfReading[] =>
  rows.map(({ row, children, fields }) => ({ row, children, fields }));

function personOf({ people }: Community, id: string): Person {
  const person = people.get(id);
  if (!person) throw new Error(`Nobody is called ${id}.`);
  return person;
}
