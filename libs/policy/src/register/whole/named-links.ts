import type { RestrictingLink } from '@gatehouse/schemas';

/** A class that a link no longer says. */
export type EndedLink = Omit<RestrictingLink, 'blank' | 'passes'>;

export interface LinkName {
  row: string;
  child: string;
}
