/** The lists of a school that the add-ons need (wonde-api section 8). */
export type WondeResource = 'students' | 'contacts' | 'employees' | 'classes' | 'groups' | 'events';

/** One page of a list, rows as delivered. */
export interface WondePage {
  rows: unknown[];
  /** When the answer had arrived. */
  fetchedAt: Date;
  /**
   * 1 for the first page. Another first page begins the list anew, in another way: what was gathered of it before is
   * not whole.
   */
  number: number;
  /** Includes that Wonde refused, so that all pages from the last first one on are without them. */
  leftOut: readonly string[];
}

export interface PagesOptions {
  /** Wonde's include names, e.g. `contacts.contact_details`. */
  include: readonly string[];
  /** Those of them that are left out where Wonde refuses them. Default: none. */
  mayLeaveOut?: readonly string[];
  /** Ends the walk with `ABORTED`. */
  signal?: AbortSignal;
}
