import type { Fields, RuleInput } from '@gatehouse/schemas';
import type { ContactOnPage, ContactPage, EmployeeOnPage, NameParts, PupilOnPage } from '../src/index.js';
import { foldedName, foldUpi, namePartsOf } from '../src/index.js';

/** A contact as a spec gives it: responsible and without an order unless it says otherwise. */
export interface ContactSays {
  id: string;
  order?: RuleInput;
  responsible?: RuleInput;
  upi?: string | undefined;
  fields?: Fields;
  /** The row has no readable id. */
  loose?: boolean;
}
export interface PupilSays {
  id: string | undefined;
  upi?: string;
  fields?: Fields;
  contacts: readonly ContactSays[];
  /** What stands where the list belongs. */
  contactsAre?: 'null' | 'unreadable';
}
export interface EmployeeSays {
  id: string;
  current?: RuleInput;
  upi?: string;
  fields?: Fields;
}

export const contact = (id: string, more: Omit<ContactSays, 'id'> = {}): ContactSays => ({ id, ...more });
export const ordered = (id: string, more: Omit<ContactSays, 'id'> = {}): ContactSays => ({
  id,
  order: 'true',
  ...more,
});
/** A pupil with null for its contacts, or with what is no list. */
export const without = (id: string, contactsAre: 'null' | 'unreadable' = 'null'): PupilSays => ({
  id,
  contacts: [],
  contactsAre,
});
export const pupil = (id: string | undefined, ...contacts: ContactSays[]): PupilSays => ({ id, contacts });

export function pageOf(pupils: readonly PupilSays[]): ContactPage {
  return {
    pupils: pupils.map(({ id, upi, fields = {}, contactsAre }): PupilOnPage => ({
      row: id === undefined ? undefined : keyOf('pupil', id),
      ...(contactsAre ? { contacts: contactsAre } : {}),
      persons: personsOf(upi),
      ...namesOf(fields),
    })),
    contacts: pupils.flatMap(({ id, contacts }) => contacts.map((says) => contactOf(says, id))),
  };
}

function contactOf(says: ContactSays, child: string | undefined): ContactOnPage {
  const { id, order = 'false', responsible = 'true', upi, loose = false } = says;
  const fields = says.fields ?? { forename: `Forename ${id}`, surname: `Surname ${id}` };
  return {
    row: keyOf('contact', loose ? `loose ${child} ${id}` : id),
    isLoose: loose,
    child: child === undefined ? 'unknown' : keyOf('pupil', child),
    courtOrder: order,
    parentalResponsibility: responsible,
    persons: personsOf(upi),
    fields,
    ...namesOf(fields),
  };
}

export function employeeOf({ id, current = 'true', upi, fields = {} }: EmployeeSays): EmployeeOnPage {
  return { row: keyOf('employee', id), current, persons: personsOf(upi), ...namesOf(fields) };
}

const KIND_DIGIT = { contact: 'c', pupil: 'b', employee: 'e', person: 'd', name: 'f' };
const keys = new Map<string, string>();
const ids = new Map<string, string>();

/** A key for a name: 32 hex digits, the same each time. */
export function keyOf(kind: keyof typeof KIND_DIGIT, id: string): string {
  const name = `${kind} ${id}`;
  const known = keys.get(name) ?? KIND_DIGIT[kind] + (keys.size + 1).toString(16).padStart(31, '0');
  keys.set(name, known);
  ids.set(known, id);
  return known;
}
export const idOf = (key: string): string => ids.get(key) ?? key;

const personsOf = (upi: string | undefined): string[] =>
  upi === undefined ? [] : [...new Set([keyOf('person', upi), keyOf('person', foldUpi(upi))])];

const namesByFields = new WeakMap<Fields, { parts: NameParts; names: string }>();

/** Kept by the fields themselves: a year shows the same ones night after night. */
function namesOf(fields: Fields) {
  const known = namesByFields.get(fields);
  if (known) return known;
  const parts = namePartsOf(fields);
  const names = { parts, names: keyOf('name', foldedName(parts)) };
  namesByFields.set(fields, names);
  return names;
}
