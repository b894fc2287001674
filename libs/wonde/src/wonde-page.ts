/** The lists of a school that the add-ons need (wonde-api section 8). */
export type WondeResource = 'students' | 'contacts' | 'employees' | 'classes' | 'groups' | 'events';

/** One page of a list, rows as delivered. */
export interface WondePage {
  rows: unknown[];
  /** When the answer had arrived. */
  fetchedAt: Date;
  /** 1 for the first page. */
  number: number;
}

export interface PagesOptions {
  /** Wonde's include names, e.g. `contacts.contact_details`. */
  include: readonly string[];
  /** Ends the walk with `ABORTED`. */
  signal?: AbortSignal;
}
