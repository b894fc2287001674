import type { Kind, MisRecord } from '@gatehouse/contracts';
import type { Refusal } from '@gatehouse/wonde';

/** A record that was read, named by pseudonyms, before it is sealed. */
export interface GatheredRecord {
  recordKey: string;
  personKey: string | undefined;
  observedAt: string;
  record: MisRecord;
}

/** Everything of one kind that a run read, and whether that was all. */
export interface GatheredKind {
  kind: Kind;
  records: GatheredRecord[];
  /** Rows without a readable id. */
  unidentified: number;
  /** Why the kind could not be read to its end; undefined when it was. */
  unreadable: Pick<Refusal, 'code' | 'message'> | undefined;
}
