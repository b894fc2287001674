import type { Kind, MisRecord } from '@gatehouse/schemas';
import type { Refusal } from '@gatehouse/wonde';

/** A record that was read, named by pseudonyms, before it is sealed. */
export interface GatheredRecord {
  recordKey: string;
  personKey: string | undefined;
  observedAt: string;
  record: MisRecord;
  /** Its row was over its limit: it counts as failed, and what was last decided about it stands. */
  failed?: true;
}

/** Everything of one kind that a run read, and whether that was all. */
export interface GatheredKind {
  kind: Kind;
  records: GatheredRecord[];
  /** Rows without a readable id. */
  unidentified: number;
  /** Includes that Wonde refused, so that the records lack what comes with them. */
  leftOut: readonly string[];
  /** Why the kind could not be read to its end; undefined when it was. */
  unreadable: Pick<Refusal, 'code' | 'message'> | undefined;
  /** What is said of rows over their limit; undefined where there were none. */
  unusableRows: string | undefined;
}

/** A kind of which nothing was read yet. */
export const nothingOf = (kind: Kind): GatheredKind => ({
  kind,
  records: [],
  unidentified: 0,
  leftOut: [],
  unreadable: undefined,
  unusableRows: undefined,
});
