import type { RunName } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import { orDamaged } from '@gatehouse/event-store';
import { errorClass, runKey } from '@gatehouse/service';
import { appendClosing } from './closings.js';
import { hideLedger } from './hidden-ledger.js';
import type { Refusal } from './in-each-ledger.js';
import type { WriterTools } from './writer-tools.js';

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
