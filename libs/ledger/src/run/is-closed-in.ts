import type { AddOn } from '@gatehouse/schemas';
import { closingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { lastClosing } from './last-closing.js';

/** How the ledger stands in a run: not closed yet; closed in it, or in a newer one; or given up in this one. */
export async function standingIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<'open' | 'closed' | 'given-up'> {
  const { closing } = await lastClosing(store, closingsStream(schoolId, addOn));
  if (closing === undefined || closing.run < run) return 'open';
  return closing.outcome === 'given-up' && closing.run === run ? 'given-up' : 'closed';
}

/** Whether this run, or a newer one, was closed in the ledger. */
export async function isClosedIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<boolean> {
  return (await standingIn(store, schoolId, addOn, run)) !== 'open';
}
