import type { Holds, Kind, KindRead, Reason, RunClosed } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { HoldWord } from '@gatehouse/policy';
import { appendDecisions } from '../../lines/append-decisions.js';
import { recordingTime } from '../../lines/build-line.js';
import type { DecidedWithdrawal } from '../../lines/decided.js';
import type { LastLine, LedgerState } from '../../lines/ledger-state.js';
import type { LineContext } from '../../lines/ledger.js';
import { appendClosing } from '../closings.js';
import { appendHold, holdAfter, isEndedByWord } from './hold-kind.js';
import type { CalledKind } from '../decide/roll-call.js';
import { countRun } from './count-run.js';
import { forgetMembers } from '../../review/forget-members.js';
import type { SeenRecords } from '../run-context.js';

const BATCH = 500;

interface LedgerClosing {
  outcome: 'closed' | 'incomplete';
  closed: RunClosed;
  /** Kinds that the add-on takes in this run. */
  kinds: readonly Kind[];
  calls: ReadonlyMap<Kind, CalledKind>;
  seen: SeenRecords;
  holdWords: readonly HoldWord[];
  /** Why a contact stays out who is left with no child in the add-on. */
  withoutChildren: readonly Reason[];
}

/**
 * Ends a run in one ledger: withdraws what is gone from the source, if the writer saw all that was sent, and appends
 * `LedgerClosed` with the counts (design section 1, step 7). Repeating it appends nothing.
 *
 * @throws LedgerMoved when another writer appended to the ledger.
 */
export async function closeLedger(
  store: EventStore,
  context: LineContext,
  closing: LedgerClosing,
): Promise<void> {
  const { closed, kinds, seen } = closing;
  const { run } = closed;
  const { state } = context.ledger;
  const notClosed: { [kind in Kind]?: NotClosed } = {};
  const holds: Holds = {};
  if (closing.outcome === 'closed') {
    const closings = new Map<Kind, KindClosing>();
    const heldBefore = new Set(kinds.filter((kind) => state.presence.waitedBefore(kind, run)));
    for (const kind of kinds) {
      const call = closing.calls.get(kind);
      const result = closeKind(kind, closed.kinds[kind], call, seen, state);
      if (result.notClosed) notClosed[kind] = result.notClosed;
      closings.set(kind, result);
      const { held } = result;
      if (call) await appendHold(context, { run, kind, call, held, words: closing.holdWords });
    }
    const all = new Set([...closings.values()].flatMap(({ gone }) => gone));
    await forgetMembers(store, context, all, closing.withoutChildren);
    for (const [kind, { gone }] of closings) await withdraw(context, kind, gone, closing.calls.get(kind));
    for (const kind of kinds) {
      const call = closing.calls.get(kind);
      const isByWord = isEndedByWord(state, run, call, closings.get(kind)?.gone ?? []);
      const before = { wasHeld: heldBefore.has(kind), isByWord };
      const hold = holdAfter(context, kind, call, before, closing.holdWords);
      if (hold) holds[kind] = hold;
    }
  }
  const { size } = state;
  const counted = countRun(run, kinds, closing.calls, seen, state);
  const data = {
    run,
    outcome: closing.outcome,
    size,
    rootHash: null,
    ...counted,
    notClosed,
    ...(Object.keys(holds).length > 0 ? { holds } : {}),
  };
  const { actor, settingsRevision, restrictionsRevision, permissionsRevision } = context;
  await appendClosing(store, context.ledger, data, {
    actor,
    recordedAt: recordingTime(context),
    settingsRevision,
    ...(restrictionsRevision === undefined ? {} : { restrictionsRevision }),
    ...(permissionsRevision === undefined ? {} : { permissionsRevision }),
  });
}

async function withdraw(
  context: LineContext,
  kind: Kind,
  gone: readonly string[],
  call: CalledKind | undefined,
): Promise<void> {
  for (let at = 0; at < gone.length; at += BATCH) {
    const decisions = gone
      .slice(at, at + BATCH)
      .map((key) => withdrawalOf(context.ledger.state, kind, key, call));
    await appendDecisions(context, decisions);
  }
}

const withdrawalOf = (
  state: LedgerState,
  kind: Kind,
  recordKey: string,
  call: CalledKind | undefined,
): DecidedWithdrawal => ({
  kind,
  recordKey,
  personKey: state.records.get(recordKey)?.personKey,
  outcome: 'withdrawn',
  reason: 'NOT_IN_SOURCE',
  approval: call?.approved.get(recordKey),
  ended:
    state.records.get(recordKey)?.outcome === 'imported' && call?.ended.has(recordKey) ? true : undefined,
});

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
type NotClosed = 'unreadable' | 'unidentified-records' | 'failed-records' | 'empty';

/** What closing a kind does in one ledger. */
interface KindClosing {
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
