/** The prefix of all keys of records. */
export const RECORD_KEYS = 'record/';

/** Names of keys in the key store. They hold pseudonyms only. */
export const recordKeyId = (ledger: string, recordKey: string, generation: number) =>
  `${RECORD_KEYS}${ledger}/${recordKey}/${generation}`;

export const recordKeyPrefix = (ledger: string) => `${RECORD_KEYS}${ledger}/`;

/** Reads record key and generation back out of an id below `recordKeyPrefix(ledger)`. */
export function parseRecordKeyId(id: string): { recordKey: string; generation: number } | undefined {
  const match = /\/([0-9a-f]{32})\/(\d+)$/.exec(id);
  return match?.[1] ? { recordKey: match[1], generation: Number(match[2]) } : undefined;
}

export const runKeyId = (schoolId: string, run: number) => `run/${schoolId}/${run}`;

export const runKeyPrefix = (schoolId: string) => `run/${schoolId}/`;

/** The run of an id below `runKeyPrefix`. */
export const runOfKeyId = (id: string) => Number(id.slice(id.lastIndexOf('/') + 1));
