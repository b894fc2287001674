import type { Kind, KindRead } from '@gatehouse/schemas';
import type { LastLine, LedgerState } from '../lines/ledger-state.js';
import type { CalledKind } from './roll-call.js';
import type { SeenRecords } from './run-context.js';

/** Whether the writer saw exactly what ingest called of these kinds (design section 1, step 7). */
export function sawAll(
  kinds: readonly Kind[],
  read: Record<Kind, KindRead>,
  calls: ReadonlyMap<Kind, CalledKind>,
  seen: SeenRecords,
): boolean {
  return kinds.every((kind) => {
    if (read[kind].state === 'not-permitted') return true;
    const call = calls.get(kind);
    const keys = seen.of(kind);
    return (
      call?.isComplete === true &&
      keys.size === call.keys.size &&
      [...keys].every((key) => call.keys.has(key))
    );
  });
}

/** Withdrawn for another reason, a record may still be in the source: that it is gone must then be said on its own. */
const isGone = (line: LastLine) => line.outcome === 'withdrawn' && line.reasons.includes('NOT_IN_SOURCE');

/** Why a kind withdraws nothing in this run, or not all of it. */
export type NotClosed = 'unreadable' | 'unidentified-records' | 'failed-records' | 'empty';

/** What closing a kind does in one ledger. */
export interface KindClosing {
  /** Record keys of those that go, since they are gone from the source. */
  gone: string[];
  /** Of those that would go, who waits for a person. */
  held: string[];
  notClosed?: NotClosed;
}

/**
 * Tells the records that are gone from the source apart: those that go, and those that wait. A kind that could not be
 * read, or came back empty while records of it are kept, is never a kind without records: of an empty one only those go
 * whose withdrawal a person approved.
 */
export function closeKind(
  kind: Kind,
  read: KindRead,
  call: CalledKind | undefined,
  seen: SeenRecords,
  state: LedgerState,
): KindClosing {
  if (read.state === 'not-permitted' || !call) return { gone: [], held: [] };
  if (read.state === 'unreadable') return { gone: [], held: [], notClosed: 'unreadable' };
  if (call.unidentified > 0) return { gone: [], held: [], notClosed: 'unidentified-records' };
  const { approved, ended, verdict } = call;
  const missing = [...state.records].filter(
    ([key, line]) =>
      line.kind === kind && !call.keys.has(key) && !call.underUnsettled.has(key) && !isGone(line),
  );
  const isImported = ([, { outcome }]: [string, LastLine]) => outcome === 'imported';
  const isEmpty = call.keys.size === 0 && missing.some(isImported);
  const gone: string[] = [];
  const held: string[] = [];
  for (const one of missing) {
    const [key] = one;
    const waits = verdict.withdrawalsWait && isImported(one) && !approved.has(key) && !ended.has(key);
    if (waits) held.push(key);
    else if (!isEmpty || approved.has(key)) gone.push(key);
  }
  const isLeft = isEmpty && gone.length < missing.length;
  if (isLeft) return { gone, held, notClosed: 'empty' };
  return seen.failedOf(kind).size > 0 ? { gone, held, notClosed: 'failed-records' } : { gone, held };
}
