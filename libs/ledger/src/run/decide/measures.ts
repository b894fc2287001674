import type { Kind } from '@gatehouse/schemas';
import { LedgerClosed, closingsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { eventAt } from '@gatehouse/event-store';
import type { Measure, Stay } from '@gatehouse/policy';
import { DAY_MS, WINDOW_DAYS, covers } from '@gatehouse/policy';
import { z } from 'zod';
import type { Ledger } from '../../lines/ledger.js';
import { lastClosing } from '../closings.js';
import type { RunContext } from '../run-context.js';

/** Who stands at this run. */
const NOW: Measure = Infinity;

/** The ledgers that take the kind in this run: what another one says of a hold is of a time when it did. */
export const takingLedgers = ({ allLedgers, grants }: RunContext, kind: Kind): Ledger[] =>
  allLedgers.filter(({ addOn }) => grants[addOn][kind] !== undefined);

/**
 * Who stood then is compared: seven days ago, and while a hold is open, seven days before it began. A kind that stood for
 * less is measured by the first run that read it whole.
 */
export async function measuresOf(
  store: EventStore,
  run: RunContext,
  kind: Kind,
  stays: readonly Stay[],
  now: Date,
): Promise<Measure[]> {
  if (stays.length === 0) return [];
  const holds = takingLedgers(run, kind).flatMap(({ state }) => state.presence.holdOf(kind) ?? []);
  const [first] = holds.sort((a, b) => a.run - b.run);
  const begun = first ? [await measureOf(store, run, kind, stays, new Date(first.since), first.run)] : [];
  const lately = await measureOf(store, run, kind, stays, now, run.run);
  // A week ago may have been a time without most of them: nobody goes beyond the limits for that either.
  const stoodLately = new Set(stays.flatMap((stay) => (covers(stay, lately) ? [stay.recordKey] : []))).size;
  const standing = new Set(stays.flatMap(({ recordKey, end }) => (end ? [] : [recordKey]))).size;
  return [...begun, lately, ...(stoodLately * 2 < standing ? [NOW] : [])];
}

/** @param before the run at which it is asked: what that one and later ones closed does not count. */
async function measureOf(
  store: EventStore,
  run: RunContext,
  kind: Kind,
  stays: readonly Stay[],
  at: Date,
  before: number,
): Promise<Measure> {
  const earlier = new Date(at.getTime() - WINDOW_DAYS * DAY_MS).toISOString();
  if (stays.some((stay) => covers(stay, earlier))) return earlier;
  const since = Math.min(...stays.filter(({ from }) => from > earlier).map((stay) => stay.run));
  const first = Number.isFinite(since) ? await firstWhole(store, run, kind, since, before) : undefined;
  return first ?? at.toISOString();
}

/** The run that, from this one on, first closed the kind whole in any ledger; undefined when none has. */
async function firstWhole(
  store: EventStore,
  run: RunContext,
  kind: Kind,
  since: number,
  before: number,
): Promise<number | undefined> {
  const runs: number[] = [];
  for (const { schoolId, addOn } of run.allLedgers) {
    const first = await firstWholeIn(store, closingsStream(schoolId, addOn), kind, since, before);
    if (first !== undefined) runs.push(first);
  }
  return runs.sort((a, b) => a - b)[0];
}

async function firstWholeIn(
  store: EventStore,
  stream: string,
  kind: Kind,
  since: number,
  before: number,
): Promise<number | undefined> {
  for await (const events of store.read(stream, { from: await placeOfRun(store, stream, since) })) {
    for (const event of events) {
      const closing = closingIn(event);
      if (closing.run >= before) return undefined;
      const why = closing.notClosed[kind];
      const isWhole = closing.counts[kind] && why !== 'unreadable' && why !== 'empty';
      if (closing.outcome === 'closed' && isWhole) return closing.run;
    }
  }
  return undefined;
}

/** A closing cannot be read, so that nobody can say what may go without a person: the run is given up in the ledger. */
class ClosingUnreadable extends Error {
  readonly code = 'CLOSING_UNREADABLE';
}

const said = LedgerClosed.data
  .pick({ run: true, outcome: true })
  .extend({ counts: z.record(z.string(), z.unknown()), notClosed: z.record(z.string(), z.unknown()) });

function closingIn({ stream, revision, data }: RecordedEvent) {
  const closing = said.safeParse(data).data;
  if (!closing) throw new ClosingUnreadable(`Closing ${revision} of ${stream} has not the form of its type.`);
  return closing;
}

/** The revision of the first closing of this run or a later one, found by halving: a school may have years of them. */
async function placeOfRun(store: EventStore, stream: string, run: number): Promise<number> {
  let [low, high] = [0, Math.max(0, (await lastClosing(store, stream)).revision)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await runAt(store, stream, middle)) < run) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function runAt(store: EventStore, stream: string, revision: number): Promise<number> {
  const event = await eventAt(store, stream, revision);
  return event ? closingIn(event).run : Infinity;
}
