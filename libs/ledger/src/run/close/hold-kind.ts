import type { EventOf, Hold, Kind } from '@gatehouse/schemas';
import { HeldHidden, WithdrawalsHeld } from '@gatehouse/schemas';
import type { NewEvent } from '@gatehouse/event-store';
import type { HoldWord } from '@gatehouse/policy';
import { wordAbout } from '@gatehouse/policy';
import { eventId } from '@gatehouse/privacy';
import { recordingTime } from '../../lines/build-line.js';
import type { LedgerState } from '../../lines/ledger-state.js';
import type { LineContext } from '../../lines/ledger.js';
import type { CalledKind } from '../decide/roll-call.js';

/** So many record keys at most in one line: it stays far below what a store takes at once. */
const MOST_KEYS = 5000;

/** What a run found of a kind in one ledger. */
interface FoundOfKind {
  run: number;
  kind: Kind;
  call: CalledKind;
  /** Record keys of all that wait to be withdrawn after this run. */
  held: readonly string[];
  words: readonly HoldWord[];
}

/**
 * Brings what the ledger says of a kind's hold up to what this run found: who waits to be withdrawn from now on, who came
 * back, whether new ones wait, and who was not decided about in time. Appends nothing where that stands there already.
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function appendHold(context: LineContext, found: FoundOfKind): Promise<void> {
  await appendSet(context, found);
  const { run, kind } = found;
  const now = context.now().toISOString();
  const { presence } = context.ledger.state;
  const hidden = presence
    .heldOf(kind)
    .filter(([, { hiddenFrom, isHidden }]) => !isHidden && hiddenFrom <= now);
  for (const records of inPortions(hidden.map(([key]) => key))) {
    await append(context, run, HeldHidden.type, { kind, records });
  }
}

async function appendSet(context: LineContext, { run, kind, call, held, words }: FoundOfKind): Promise<void> {
  const { presence } = context.ledger.state;
  const { addOn } = context.ledger;
  const waiting = new Map(presence.heldOf(kind));
  const missing = new Set([...waiting.keys(), ...presence.missingOf(kind)]);
  const returned = [...missing].filter((key) => call.keys.has(key));
  const { stood, gone, arrivalsWait } = call.verdict;
  const added = new Map<string | undefined, string[]>();
  // Also who waits already: a discard counts while the kind cannot be read, too.
  for (const key of new Set([...waiting.keys(), ...held])) {
    const known = waiting.get(key);
    const discardedAt = known && wordAbout(words, 'discarded', kind, addOn, known.revision)?.at;
    if (call.keys.has(key) || (known && known.discardedAt === discardedAt)) continue;
    const alike = added.get(discardedAt) ?? [];
    alike.push(key);
    added.set(discardedAt, alike);
  }
  const isSame = (presence.holdOf(kind)?.arrivalsWait ?? false) === arrivalsWait;
  if (added.size === 0 && returned.length === 0 && isSame) return;
  const said: Partial<EventOf<typeof WithdrawalsHeld>['data']>[] = inPortions(returned).map((portion) => ({
    returned: portion,
  }));
  for (const [discardedAt, keys] of added) {
    for (const portion of inPortions(keys))
      said.push({ held: portion, ...(discardedAt ? { discardedAt } : {}) });
  }
  if (said.length === 0) said.push({});
  for (const one of said) {
    const data = { kind, held: [], returned: [], ...one, stood, gone, arrivalsWait };
    await append(context, run, WithdrawalsHeld.type, data);
  }
}

/** Whether somebody went, or came in, in this run because a person let them: then the hold did not end by itself. */
export function isEndedByWord(
  { records }: LedgerState,
  run: number,
  call: CalledKind | undefined,
  gone: readonly string[],
): boolean {
  if (!call) return false;
  const cameIn = (key: string) => {
    const line = records.get(key);
    return line?.run === run && line.before === 'excluded';
  };
  return gone.some((key) => call.approved.has(key)) || [...call.approvedArrivals].some(cameIn);
}

/**
 * What waits of a kind when a run has closed it; undefined where nothing does, and nothing did before.
 *
 * @param before whether anything waited before, and whether a person's word let some of it go or come.
 */
export function holdAfter(
  { ledger }: LineContext,
  kind: Kind,
  call: CalledKind | undefined,
  { wasHeld, isByWord }: { wasHeld: boolean; isByWord: boolean },
  words: readonly HoldWord[],
): Hold | undefined {
  const { presence, records } = ledger.state;
  const hold = presence.holdOf(kind);
  const held = presence.heldOf(kind).map(([, one]) => one);
  const visible = held.filter(({ isHidden }) => !isHidden).map(({ hiddenFrom }) => hiddenFrom);
  const counts = {
    withdrawals: held.length,
    hidden: held.length - visible.length,
    hiddenFrom: visible.sort()[0] ?? null,
    arrivals: presence.arrivalsWaiting((key) => records.get(key)?.kind === kind),
  };
  if (!hold) {
    // Whom a rule or a word took out is gone from the source all the same: then it did not end by itself.
    const isOver = call !== undefined && !call.verdict.withdrawalsWait && !call.verdict.arrivalsWait;
    const isMoot = wasHeld && isOver && !isByWord;
    return isMoot ? { since: ledger.state.recordedAt, ...counts, answer: 'none', moot: true } : undefined;
  }
  const isDiscarded =
    held.length > 0 &&
    held.every(({ revision }) => wordAbout(words, 'discarded', kind, ledger.addOn, revision) !== undefined);
  const answer = call?.isUnmatched ? 'restrictions-unmatched' : isDiscarded ? 'discarded' : 'none';
  return { since: hold.since, ...counts, answer };
}

/** An empty list gives no portion. */
function inPortions(keys: readonly string[]): string[][] {
  const sorted = [...keys].sort();
  const portions = Math.ceil(sorted.length / MOST_KEYS);
  return Array.from({ length: portions }, (_, n) => sorted.slice(n * MOST_KEYS, (n + 1) * MOST_KEYS));
}

async function append(
  context: LineContext,
  run: number,
  type: string,
  data: NewEvent['data'],
): Promise<void> {
  const { ledger } = context;
  // A line is never dated before the one before it; what waits is hidden by the clock as it is now.
  const observedAt = context.now().toISOString();
  const metadata = {
    schemaVersion: 1,
    actor: context.actor,
    recordedAt: recordingTime(context),
    run,
    observedAt,
  };
  // The place is part of the id: one run may say two things of a kind, where somebody else appended in between.
  const id = eventId(ledger.stream, type, kindOf(data), run, ledger.state.size);
  await ledger.append([{ id, type, data, metadata }]);
}

const kindOf = (data: NewEvent['data']) => String(data['kind']);
