import type { JsonValue } from '../json.js';
import type { LinkClasses, RuleInput } from '../rule-input.js';

export type Fields = { [name: string]: JsonValue };

/** A contact-child link as it travels: rule inputs by class, and the child's place in the order of contact. */
export interface RecordLink extends LinkClasses {
  /** `relationship.priority`, when it was delivered readable. */
  priority?: number | null;
}

interface RecordCommon {
  /** Source fields by name, values exactly as delivered. */
  fields: Fields;
  /** The source delivered the record twice with different content in one run. */
  conflicting?: true;
  /** `upi` was delivered, but cannot be read: nobody can say whose orders and blocks apply. */
  personUnreadable?: true;
}
export interface StudentRecord extends RecordCommon {
  kind: 'student';
}
export interface ContactRecord extends RecordCommon {
  kind: 'contact';
  links: RecordLink[];
}
export interface EmployeeRecord extends RecordCommon {
  kind: 'employee';
  current: RuleInput;
}
export interface RosterRecord extends RecordCommon {
  kind: 'class' | 'group';
  /** Members by record key. */
  students: string[];
  employees: string[];
  /** Members were asked for and cannot be read: nobody can say who they are. */
  membersUnreadable?: true;
}
export interface EventRecord extends RecordCommon {
  kind: 'event';
  visibility: 'public' | 'not-public';
  /** Anything says that it was cancelled or deleted. */
  cancelled?: true;
  category?: string;
  /** Record keys under which this very event may be in: where its id had several starts, and as an earlier version named it. */
  formerKeys?: string[];
  /** The record key of its id, where that has several starts now: the event may be in under it, and so may another of them. */
  keyOfId?: string;
}

/**
 * A record between the source and the decision: the plain form of what travels sealed. permission-policy gives one for
 * each add-on, with fewer fields; its shape stays the same.
 */
export type MisRecord = StudentRecord | ContactRecord | EmployeeRecord | RosterRecord | EventRecord;
