import type { AddOn } from '@gatehouse/schemas';
import { isDeliveredAgain } from '@gatehouse/service';
import type { Ledger } from '../lines/ledger.js';
import { LedgerMoved } from '../lines/ledger.js';

/** A ledger in which something failed, and with what. */
export interface Refusal {
  addOn: AddOn;
  error: unknown;
}

/**
 * Work failed in some ledgers that may not be skipped, as a record may: it is not about the record in hand, or takes
 * somebody out. The run is given up in these ledgers (ADR 0032).
 */
export class LedgersRefused extends Error {
  readonly code = 'LEDGERS_REFUSED';
  constructor(readonly refusals: readonly Refusal[]) {
    super(`Work failed in ${refusals.map(({ addOn }) => addOn).join(', ')} that may not be skipped.`);
    this.name = 'LedgersRefused';
  }
}

/**
 * Does work in each ledger: one that refuses must not keep the ledgers after it from what takes somebody out.
 *
 * @throws LedgerMoved where another writer was quicker in any, whatever is wrong with the others: reading on lets those
 *   go; else the error of an engine that is away; else LedgersRefused.
 */
export async function inEachLedger(
  ledgers: readonly Ledger[],
  work: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  const refusals: Refusal[] = [];
  for (const ledger of ledgers) {
    await work(ledger).catch((error: unknown) => refusals.push({ addOn: ledger.addOn, error }));
  }
  throwIfRefused(refusals);
}

/** @throws as `inEachLedger`. */
export function throwIfRefused(refusals: readonly Refusal[]): void {
  const moved = refusals.find(({ error }) => error instanceof LedgerMoved);
  const passing = moved ?? refusals.find(({ error }) => isDeliveredAgain(error));
  if (passing) throw passing.error;
  if (refusals.length > 0) throw new LedgersRefused(refusals);
}
