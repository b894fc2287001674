import type { Kind, KindRead } from '@gatehouse/contracts';
import { digestOfKeys } from '@gatehouse/contracts';
import type { LastLine, LedgerState } from '../lines/ledger-state.js';
import type { SeenRecords } from './run-context.js';

/** Whether the writer saw exactly what ingest says it sent of these kinds (design section 1, step 7). */
export function sawAll(kinds: readonly Kind[], read: Record<Kind, KindRead>, seen: SeenRecords): boolean {
  return kinds.every((kind) => {
    const sent = read[kind];
    const keys = seen.of(kind);
    return sent.state === 'not-permitted' || (sent.count === keys.size && sent.digest === digestOfKeys(keys));
  });
}

/** Withdrawn for another reason, a record may still be in the source: that it is gone must then be said on its own. */
const isGone = (line: LastLine) => line.outcome === 'withdrawn' && line.reasons.includes('NOT_IN_SOURCE');

/** Why a kind withdraws nothing in this run. */
export type NotClosed = 'unreadable' | 'unidentified-records' | 'failed-records' | 'empty';

/**
 * What closing a kind does in one ledger: the records that are gone from the source, or why none may be withdrawn.
 * A kind that could not be read, or came back empty while records of it are kept, is never a kind without records.
 */
export function closeKind(
  kind: Kind,
  read: KindRead,
  seen: SeenRecords,
  state: LedgerState,
): { gone: string[]; notClosed?: NotClosed } {
  if (read.state === 'not-permitted') return { gone: [] };
  if (read.state === 'unreadable') return { gone: [], notClosed: 'unreadable' };
  if (read.unidentified > 0) return { gone: [], notClosed: 'unidentified-records' };
  const gone: string[] = [];
  let isKept = false;
  for (const [recordKey, line] of state.records) {
    if (line.kind !== kind || seen.has(kind, recordKey) || isGone(line)) continue;
    gone.push(recordKey);
    isKept ||= line.outcome !== 'excluded';
  }
  if (isKept && seen.of(kind).size === 0) return { gone: [], notClosed: 'empty' };
  return seen.failedOf(kind).size > 0 ? { gone, notClosed: 'failed-records' } : { gone };
}
