import type { Fields } from '@gatehouse/contracts';

/** A contact row as one reading shows it: by record key, with the children under whom it stands. */
export interface ContactOfReading {
  row: string;
  children: readonly string[];
  /** Detail fields may be missing: not every add-on's permissions bring them. */
  fields: Fields;
}
