import type { JsonValue } from '../json-value.js';

/** What a rule may know of a value that decides: exactly JSON true, false, null, key missing, anything else. */
export type RuleInput = 'true' | 'false' | 'null' | 'absent' | 'unreadable';

/**
 * Wonde's `upi`, tagged so that no delivered text can be taken for "unreadable". `values` of an unreadable one are those
 * that it names, at most eight: the row is one of these people's, and nobody knows whose.
 */
export type Upi =
  { kind: 'none' } | { kind: 'upi'; value: string } | { kind: 'unreadable'; values: string[] };

/** What every row has. */
export interface ReadRow {
  /** Undefined when it is no non-blank string of at most 128 characters. */
  id: string | undefined;
  upi: Upi;
  /** Only the listed keys, when present and readable; values exactly as delivered. */
  fields: Record<string, JsonValue>;
  /** Paths (JSON path from the row, without values) of what was dropped because it cannot be read. */
  unreadable: string[];
  /** The row is over its limit, so no fields of it are used. */
  unusable?: true;
}

/** Whether a relation of a row can be used: `unreadable` also when it was asked for and is missing. */
export type Inclusion = 'read' | 'unreadable' | 'not-included';

export interface ReadRelationship {
  parentalResponsibility: RuleInput;
  courtOrder: RuleInput;
  /** Undefined when absent or unreadable. */
  priority: number | null | undefined;
}

export interface ContactRow extends ReadRow {
  relationship: ReadRelationship;
  /** The fields with what the row says of contact details in shapes of which nothing is imported: to compare it by. */
  compared?: Record<string, JsonValue>;
}

/**
 * `null`: null stands where the list belongs. Of an unreadable list, `rows` are those that could be read all the same:
 * what restricts in them acts.
 */
export type StudentContacts =
  { kind: 'read' | 'null' | 'unreadable'; rows: ContactRow[] } | { kind: 'not-included' };

export interface StudentRow extends ReadRow {
  contacts: StudentContacts;
}

export interface EmployeeRow extends ReadRow {
  current: RuleInput;
}

/** A class or a group. */
export interface RosterRow extends ReadRow {
  /** Wonde ids of the members with a readable id, in the source's order, each once. */
  students: string[];
  employees: string[];
  included: { students: Inclusion; employees: Inclusion };
}

export interface EventRow extends ReadRow {
  visibility: 'public' | 'not-public';
  cancelled: boolean;
  category: string | undefined;
}
