import type { AddOn, EventMetadata, RunName } from '@gatehouse/schemas';
import { LedgerHidden, LedgerShown, hiddenStream, ledgerStream } from '@gatehouse/schemas';
import { appendAgreed, orDamaged } from '@gatehouse/event-store';
import { errorClass, runKey } from '@gatehouse/service';
import { appendClosing } from './closings.js';
import type { Refusal } from './in-each-ledger.js';
import type { WriterTools } from './writer-tools.js';
import { randomUUID } from 'node:crypto';

/**
 * Gives a run up in ledgers in which it fails for good (ADR 0032). Nothing is read of a ledger but where it ends: it may
 * be the ledger that is broken. Lines that the run wrote stand. Nothing for a run that has ended.
 *
 * What restricts is not given up with it: from a minute on the ledger is hidden, until a look from the register alone has
 * succeeded. That is said first, so that a crash after any step leaves nobody in.
 */
export async function giveUpLedgers(
  tools: WriterTools,
  name: RunName,
  refusals: readonly Refusal[],
): Promise<void> {
  if (!(await runKey(tools.keyRing, name))) return;
  const { schoolId, run } = name;
  for (const { addOn, error } of refusals) {
    if (tools.asksRegister) await hideLedger(tools, schoolId, addOn, error);
    const last = await orDamaged(tools.eventStore.readLast(ledgerStream(schoolId, addOn)));
    const closing = {
      run,
      outcome: 'given-up',
      error: errorClass(error),
      size: last ? last.revision + 1 : 0,
      rootHash: null,
      counts: {},
      reasons: {},
      keptOut: {},
      notClosed: {},
    } as const;
    const now = tools.now().toISOString();
    const recorded = String(last?.metadata['recordedAt'] ?? now);
    await appendClosing(tools.eventStore, { schoolId, addOn }, closing, {
      actor: tools.actor,
      recordedAt: recorded > now ? recorded : now,
    });
  }
}

/** For how long what restricts may be missing in a ledger until nothing of the ledger is shown, in milliseconds. */
const HIDDEN_AFTER_MS = 60_000;

type Tools = Pick<WriterTools, 'eventStore' | 'actor' | 'now'>;

/**
 * Says from when on nothing of a ledger may be shown, since what restricts people cannot be applied to it. Said before
 * that time has come, for whoever serves goes by its own clock: a writer that dies meanwhile hides the ledger, too.
 */
export async function hideLedger(
  tools: Tools,
  schoolId: string,
  addOn: AddOn,
  error: unknown,
): Promise<void> {
  const from = new Date(tools.now().getTime() + HIDDEN_AFTER_MS).toISOString();
  await say(tools, schoolId, addOn, LedgerHidden.type, { from, error: errorClass(error) });
}

/** What restricts was applied: what hides the ledger is over. */
export const showLedger = (tools: Tools, schoolId: string, addOn: AddOn): Promise<void> =>
  say(tools, schoolId, addOn, LedgerShown.type, {});

/** Appends only what changes something. */
async function say(
  { eventStore, actor, now }: Tools,
  schoolId: string,
  addOn: AddOn,
  type: string,
  data: { [field: string]: unknown },
): Promise<void> {
  const stream = hiddenStream(schoolId, addOn);
  const metadata = { schemaVersion: 1, actor, recordedAt: now().toISOString() } satisfies EventMetadata;
  await appendAgreed(eventStore, stream, async () => {
    const last = await orDamaged(eventStore.readLast(stream));
    const isSaid = (last?.type ?? LedgerShown.type) === type && !last?.damaged;
    return {
      revision: last?.revision ?? -1,
      events: isSaid ? [] : [{ id: randomUUID(), type, data, metadata }],
    };
  });
}
