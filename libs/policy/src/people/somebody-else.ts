import type { Fields } from '@gatehouse/schemas';
import { namePartsOf, namesDiffer } from './names.js';

/**
 * Whether two rows of one id are of two people: forename and surname, used or legal, both disagree. A record may be edited
 * between two pages; who it is may not (design section 3: what contradicts itself restricts).
 */
export function areTwoPeople(one: Fields, other: Fields): boolean {
  const [a, b] = [namePartsOf(one), namePartsOf(other)];
  return (
    namesDiffer({ ...a, surname: NO_NAME }, { ...b, surname: NO_NAME }) &&
    namesDiffer({ ...a, forename: NO_NAME }, { ...b, forename: NO_NAME })
  );
}

const { forename: NO_NAME } = namePartsOf({});
