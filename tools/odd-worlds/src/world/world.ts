import type { JsonValue, Kind } from '@gatehouse/schemas';
import type { ReadingLimits } from '@gatehouse/wonde';
import type { Draw } from './draw.js';
import type { Flag } from './flags.js';

export const RESOURCES = ['students', 'employees', 'classes', 'groups', 'events'] as const;
export type Resource = (typeof RESOURCES)[number];

export type Fields = { [field: string]: JsonValue };

/** A row as a list has it, and what a plain reading makes of it. */
interface RowBase {
  kind: Exclude<Kind, 'contact'>;
  text: string;
  /** Undefined where nobody can say which record it is. */
  id: string | undefined;
  fields: Fields;
  /** Names of what is dropped of it. */
  dropped: string[];
  /** It nests deeper than what is said twice can be seen: it counts as one over its limit. */
  isTooDeep?: boolean;
  /** A row that stands in this one as in a wrapper. */
  wraps?: Row;
  /** It stands in a wrapper: it counts as one over its limit. */
  isWrapped?: boolean;
}

export interface PupilRow extends RowBase {
  kind: 'student';
  /** What stands where the list of its contacts belongs. */
  contacts: 'list' | 'null' | 'unreadable';
  links: LinkRow[];
}

/** A contact as it stands under a pupil. */
export interface LinkRow {
  id: string | undefined;
  /** It says who the person is, or plainly that it does not know. */
  isSomebody: boolean;
  fields: Fields;
  dropped: string[];
  order: Flag;
  responsible: Flag;
  priority: number | null | undefined;
}

export interface EmployeeRow extends RowBase {
  kind: 'employee';
  current: Flag;
}

export interface RosterRow extends RowBase {
  kind: 'class' | 'group';
  /** Ids; undefined where they cannot be read. */
  students: string[] | undefined;
  employees: string[] | undefined;
}

export interface EventRow extends RowBase {
  kind: 'event';
  isPublic: boolean;
}

export type Row = PupilRow | EmployeeRow | RosterRow | EventRow;

export interface Page {
  rows: Row[];
  /** How many bytes its text is made to have; undefined for as many as it has. */
  size?: number;
}

export interface World {
  limits: Partial<ReadingLimits>;
  lists: Record<Resource, Page[]>;
}

export const KIND_OF = {
  students: 'student',
  employees: 'employee',
  classes: 'class',
  groups: 'group',
  events: 'event',
} as const satisfies Record<Resource, Kind>;

/** Rows, with those that stand in them as in a wrapper. */
export const withWrapped = (rows: readonly Row[]): Row[] =>
  rows.flatMap((row) => (row.wraps ? [row, row.wraps] : [row]));

/** Rows in pages of one to four. */
export function inPages(draw: Draw, rows: readonly Row[]): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < rows.length;) {
    const size = draw.whole(1, 4);
    pages.push({ rows: rows.slice(at, at + size) });
    at += size;
  }
  return pages.length > 0 ? pages : [{ rows: [] }];
}
