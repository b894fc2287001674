import type { AddOnAccount, Hold, Kind } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';

/**
 * The kinds that a completed run read whole: what its `SyncRunCompleted` says. Events from before it said so are taken at
 * their accounts: of a run that completed all kinds of the ready add-ons, of a partial one those of which it showed a record.
 * That may take a kind for read that was cut off in its middle, once more and for the last time: the next run says it.
 */
export function kindsReadBy(data: { [field: string]: unknown }): Kind[] {
  const said = data['read'];
  if (Array.isArray(said)) return KINDS.filter((kind) => said.includes(kind));
  const accounts = Object.values((data['addOns'] ?? {}) as { [addOn: string]: AddOnAccount });
  const ready = accounts.filter(({ state }) => state === 'ready');
  return KINDS.filter((kind) =>
    ready.some(({ kinds }) => {
      const counts = kinds[kind];
      return counts !== undefined && (data['outcome'] === 'completed' || counts.seen > 0);
    }),
  );
}

/** Whether any add-on was ready in the run: otherwise it left nothing of the school behind. */
export const anyReadyIn = (data: { [field: string]: unknown }): boolean =>
  Object.values((data['addOns'] ?? {}) as { [addOn: string]: AddOnAccount }).some(
    ({ state }) => state === 'ready',
  );

/** The kinds that ready add-ons had in the run. */
export function kindsAskedBy(data: { [field: string]: unknown }): Kind[] {
  const accounts = Object.values((data['addOns'] ?? {}) as { [addOn: string]: AddOnAccount });
  return KINDS.filter((kind) => accounts.some(({ state, kinds }) => state === 'ready' && kinds[kind]));
}

/**
 * Of the kinds that a run read whole those of which it left nobody standing who is gone: whose withdrawal waits for a
 * person is shown on, and so is what stands in a ledger in which the run was given up. After a store was restored, that may be
 * somebody who was taken out before (restrictions.md, rule 15).
 */
export function kindsDecidedBy(data: { [field: string]: unknown }): Kind[] {
  const accounts = Object.values((data['addOns'] ?? {}) as { [addOn: string]: AddOnAccount });
  if (accounts.some(({ givenUp }) => givenUp !== undefined)) return [];
  const stands = (kind: Kind) => accounts.some(({ holds }) => isShownOn(holds?.[kind]));
  // Parents go with their children, so they stand as long as these do.
  return kindsReadBy(data).filter((kind) => !stands(kind) && !(kind === 'contact' && stands('student')));
}

/** Whether anybody is shown whose withdrawal nobody has decided on; that the source is wrong is such a decision. */
const isShownOn = (hold: Hold | undefined): boolean =>
  hold !== undefined && !hold.moot && hold.answer !== 'discarded' && hold.withdrawals > hold.hidden;
