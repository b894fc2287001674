import type { NameParts } from '@gatehouse/policy';
import { foldedName, foldUpi, namePartsOf } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { ReadRow } from '@gatehouse/wonde';

/** By what marks a row may be known again: keyed, and its names in clear for comparing in memory. */
export interface Identity {
  /** Person keys of the `upi` as delivered and as folded; more where the row says more than one. */
  persons: readonly string[];
  names: string | undefined;
  parts: NameParts;
}

export function identityOf(row: Pick<ReadRow, 'upi' | 'fields'>, pseudonyms: Pseudonyms): Identity {
  const parts = namePartsOf(row.fields);
  const folded = foldedName(parts);
  const persons = personsOf(row, pseudonyms);
  // Names are kept to count under how many a `upi` stands; of a row without one nobody needs them.
  return {
    persons,
    names: persons.length > 0 && folded !== '' ? pseudonyms.nameKey(folded) : undefined,
    parts,
  };
}

function personsOf({ upi }: Pick<ReadRow, 'upi'>, pseudonyms: Pseudonyms): string[] {
  const values = upi.kind === 'upi' ? [upi.value] : upi.kind === 'unreadable' ? upi.values : [];
  const spellings = new Set<string>();
  for (const value of values) spellings.add(value).add(foldUpi(value));
  spellings.delete('');
  return [...spellings].map((text) => pseudonyms.personKey(text));
}

/** The key of a contact row without a readable id: its child and its folded names (restrictions.md, Row). */
export const looseRowKey = (child: string, { parts }: Identity, pseudonyms: Pseudonyms): string =>
  pseudonyms.looseRowKey(child, foldedName(parts));
