import type { Fields } from '@gatehouse/schemas';
import type { NameParts } from './names.js';
import { foldedName, namePartsOf } from './names.js';
import type { Named } from './name-index.js';
import { agreementKey } from './name-index.js';
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

/** What likeness looks at, folded. */
export interface ComparedContact extends Named {
  row: string;
  name: NameParts;
  foldedName: string;
  /** Each once. */
  children: readonly string[];
  values: readonly SharedValue[];
}

/** A row that comes more than once stands under the children of all, each time with the names and values it came with. */
export function comparedContacts(contacts: readonly ContactOfReading[]): ComparedContact[] {
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
