import type { RunName } from '@gatehouse/schemas';

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

/** The prefix of the keys of all runs, and of those of a school. */
export const RUN_KEYS = 'run/';
export const runKeyPrefix = (schoolId: string) => `${RUN_KEYS}${schoolId}/`;

/** Named by number and id: a number may come again where the event store was restored. Runs of earlier versions have no id. */
export const runKeyId = ({ schoolId, run, runId }: RunName) =>
  `${runKeyPrefix(schoolId)}${run}${runId === undefined ? '' : `/${runId}`}`;

/**
 * The prefix of the keys by which a key store remembers each school's newest run. They seal nothing: a store that knows a
 * run which the event store does not know, or the other way round, tells that one of the two was restored.
 */
export const NEWEST_RUN_KEYS = 'newest-run/';
export const newestRunKeyPrefix = (schoolId: string) => `${NEWEST_RUN_KEYS}${schoolId}/`;
export const newestRunKeyId = ({ schoolId, run, runId }: Required<RunName>) =>
  `${newestRunKeyPrefix(schoolId)}${run}/${runId}`;

/** Reads an id below one of these prefixes. */
export function parseRunKeyId(id: string): RunName | undefined {
  const [, schoolId, run, runId] = /^(?:run|newest-run)\/([^/]+)\/(\d+)(?:\/([0-9a-f-]+))?$/.exec(id) ?? [];
  return schoolId === undefined ? undefined : { schoolId, run: Number(run), runId };
}
