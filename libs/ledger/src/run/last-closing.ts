import type { AddOn, EventMetadata, EventOf, LedgerClosed } from '@gatehouse/contracts';
import { closingsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';

export interface LastClosing {
  run: number;
  outcome: 'closed' | 'incomplete';
  /** The newest run that was closed completely; -1 for none. */
  lastClosed: number;
  /** The settings under which that closing's run decided. */
  settingsRevision: number;
}

/** The newest closing of a ledger; undefined before the first. */
export async function lastClosing(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
): Promise<LastClosing | undefined> {
  const last = await store.readLast(closingsStream(schoolId, addOn));
  if (!last) return undefined;
  const { run, outcome, lastClosed } = last.data as unknown as EventOf<typeof LedgerClosed>['data'];
  const { settingsRevision = -1 } = last.metadata as unknown as EventMetadata;
  return { run, outcome, lastClosed: lastClosed ?? -1, settingsRevision };
}

/** Whether this run, or a newer one, was closed in the ledger. */
export async function isClosedIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<boolean> {
  const last = await lastClosing(store, schoolId, addOn);
  return last !== undefined && last.run >= run;
}
