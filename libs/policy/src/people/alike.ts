import type { Fields } from '@gatehouse/schemas';
import { listIn } from '../grouped.js';
import { agreeingGroups, boundedGroups, FamilyGroups } from './agreeing-groups.js';
import type { Named } from './name-index.js';
import { agreementKey, classesByName } from './name-index.js';
import type { NameParts } from './names.js';
import { foldedName, namePartsOf } from './names.js';
import type { SharedValue } from './shared-values.js';
import { sharedValuesOf } from './shared-values.js';

/** A contact row as one reading shows it: by record key, with the children under whom it stands. */
export interface ContactOfReading {
  row: string;
  children: readonly string[];
  /** Detail fields may be missing: not every add-on's permissions bring them. */
  fields: Fields;
  /** The folded name, where it is known already. */
  name?: NameParts | undefined;
}

/** Rows every two of which are alike, sorted, and by what. */
interface AlikeGroup {
  because: SharedValue['kind'] | 'child' | 'family' | 'no-name';
  rows: string[];
}

/**
 * Which contacts of one reading are alike (restrictions, rule 10): each pair once, the smaller row first, sorted. Likeness
 * goes no further than a pair: two that are alike to a third need not be to each other.
 *
 * The pairs are as many as the rule says: a thousand rows of one name and telephone make half a million. Whoever keeps
 * what was found takes `alikeGroups`, which grow with what was read.
 */
export function alikePairs(contacts: readonly ContactOfReading[]): [string, string][] {
  const groupsOf = new Map<string, string[][]>();
  for (const { rows } of alikeGroups(contacts)) for (const row of rows) listIn(groupsOf, row).push(rows);
  const pairs: [string, string][] = [];
  for (const row of [...groupsOf.keys()].sort()) {
    const later = new Set<string>();
    for (const rows of groupsOf.get(row) ?? []) {
      for (const other of rows) if (row < other) later.add(other);
    }
    for (const other of [...later].sort()) pairs.push([row, other]);
  }
  return pairs;
}

/** The same as groups, every two of a group being alike. A pair is in several groups where it has several reasons. */
export function alikeGroups(contacts: readonly ContactOfReading[]): AlikeGroup[] {
  const compared = comparedContacts(contacts);
  const byChild = new Map<string, ComparedContact[]>();
  for (const contact of compared) for (const child of contact.children) listIn(byChild, child).push(contact);
  const byValue = alikeByValue(compared);
  const families = new FamilyGroups(byChild);
  const found = new Groups();
  for (const { kind, groups } of byValue) found.add(kind, groups);
  for (const contactsOfChild of byChild.values()) {
    if (contactsOfChild.length < 2) continue;
    found.add('child', agreeingGroups(contactsOfChild));
    found.add('no-name', boundedGroups(contactsOfChild, withoutName(contactsOfChild)));
  }
  for (const children of connectedChildren(compared, byValue)) found.add('family', families.of(children));
  return found.sorted();
}

/** Who has no name is alike to all under the same child: together with others like it, and with those of each name. */
function* withoutName(contactsOfChild: readonly ComparedContact[]): Generator<readonly ComparedContact[]> {
  const nameless = contactsOfChild.filter(({ nameKey }) => nameKey === '');
  if (nameless.length === 0) return;
  const classes = classesByName(contactsOfChild);
  if (classes.length === 0) yield nameless;
  for (const rowsOfName of classes) yield [...nameless, ...rowsOfName];
}

/** Groups as they are found, each once. */
class Groups {
  readonly #groups = new Map<string, AlikeGroup>();

  add(because: AlikeGroup['because'], groups: Iterable<readonly ComparedContact[]>): void {
    for (const contacts of groups) {
      const rows = [...new Set(contacts.map(({ row }) => row))].sort();
      if (rows.length > 1) this.#groups.set(JSON.stringify([because, ...rows]), { because, rows });
    }
  }

  sorted(): AlikeGroup[] {
    return [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  }
}

/** What likeness looks at, folded. */
interface ComparedContact extends Named {
  row: string;
  name: NameParts;
  foldedName: string;
  /** Each once. */
  children: readonly string[];
  values: readonly SharedValue[];
}

/** A row that comes more than once stands under the children of all, each time with the names and values it came with. */
function comparedContacts(contacts: readonly ContactOfReading[]): ComparedContact[] {
  const childrenOf = new Map<string, readonly string[]>();
  for (const { row, children } of contacts) {
    const all = childrenOf.get(row)?.concat(children) ?? children;
    childrenOf.set(row, all.length < 2 ? all : [...new Set(all)]);
  }
  return contacts.map(({ row, fields, name = namePartsOf(fields) }) => {
    return {
      row,
      name,
      nameKey: agreementKey(name),
      foldedName: foldedName(name),
      children: childrenOf.get(row) ?? [],
      values: sharedValuesOf(fields),
    };
  });
}

/** With more different names a value is a school's, an employer's or a placeholder's. */
const MOST_NAMES = 8;

interface AlikeByValue {
  kind: SharedValue['kind'];
  /** Every two of a group share the value, and their names agree. */
  groups: (readonly ComparedContact[])[];
}

/** What each shared e-mail, telephone and address says; one that is found with too many names says nothing. */
function alikeByValue(contacts: readonly ComparedContact[]): AlikeByValue[] {
  const holders = new Map<string, { kind: SharedValue['kind']; of: ComparedContact[] }>();
  for (const contact of contacts) {
    for (const { kind, key } of contact.values) {
      const held = holders.get(key);
      if (held) held.of.push(contact);
      else holders.set(key, { kind, of: [contact] });
    }
  }
  return [...holders.values()]
    .filter(({ of }) => of.length > 1 && !hasTooManyNames(of))
    .map(({ kind, of }) => ({ kind, groups: agreeingGroups(of) }))
    .filter(({ groups }) => groups.length > 0);
}

function hasTooManyNames(holders: readonly ComparedContact[]): boolean {
  const names = new Set<string>();
  for (const { foldedName } of holders) {
    if (foldedName !== '') names.add(foldedName);
    if (names.size > MOST_NAMES) return true;
  }
  return false;
}

/** Whoever stands under more children minds them, and makes no family of theirs. */
const MOST_CHILDREN = 12;

/**
 * Sets of children every two of whom are connected: by a contact that stands under both, or by two contacts that are
 * alike by a value, one under each. Each set once.
 */
function connectedChildren(
  contacts: readonly ComparedContact[],
  byValue: readonly AlikeByValue[],
): string[][] {
  const connected = new Map<string, string[]>();
  const connect = (by: readonly ComparedContact[]) => {
    const connecting = by.filter(({ children }) => children.length <= MOST_CHILDREN);
    const children = [...new Set(connecting.flatMap((contact) => contact.children))].sort();
    if (children.length > 1) connected.set(JSON.stringify(children), children);
  };
  for (const contact of contacts) if (contact.children.length > 1) connect([contact]);
  for (const { groups } of byValue) groups.forEach(connect);
  return [...connected.values()];
}
