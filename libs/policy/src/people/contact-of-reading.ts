import type { Fields } from '@gatehouse/schemas';
import type { NameParts } from './names.js';

/** A contact row as one reading shows it: by record key, with the children under whom it stands. */
export interface ContactOfReading {
  row: string;
  children: readonly string[];
  /** Detail fields may be missing: not every add-on's permissions bring them. */
  fields: Fields;
  /** The folded name, where it is known already. */
  name?: NameParts | undefined;
}
