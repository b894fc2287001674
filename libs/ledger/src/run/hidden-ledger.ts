import { randomUUID } from 'node:crypto';
import type { AddOn, EventMetadata } from '@gatehouse/schemas';
import { hiddenStream, LedgerHidden, LedgerShown } from '@gatehouse/schemas';
import { appendAgreed, orDamaged } from '@gatehouse/event-store';
import { errorClass } from '@gatehouse/service';
import type { WriterTools } from './writer-tools.js';

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
