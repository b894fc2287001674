import type { Basis } from '@gatehouse/schemas';
import { permissionsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { appendAgreed, foldStream } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';
import type { ObservedPermissions, PermissionChange } from './permission-changes.js';
import { evolveObserved, permissionChanges } from './permission-changes.js';

/**
 * Records what the school approved and which add-ons are ready or blocked, if that changed (design section 1, step 5).
 *
 * @returns the revision of the school's `permissions-` stream afterwards.
 */
export async function recordPermissions(
  store: EventStore,
  schoolId: string,
  run: number,
  basis: Basis,
  now: Date,
): Promise<number> {
  const stream = permissionsStream(schoolId);
  const metadata = { schemaVersion: 1, actor: 'permission-policy', recordedAt: now.toISOString(), run };
  return appendAgreed(store, stream, async () => {
    const { state, revision } = await foldStream(store, stream, evolve, NOTHING);
    // What a newer run observed stands: this one was held up, and was superseded meanwhile.
    if (state.newestRun > run) return { revision, events: [] };
    const events = permissionChanges(state.observed, basis).map((change) => ({
      ...change,
      id: eventId(stream, run, change.type, change.data.addOn ?? ''),
      metadata,
    }));
    return { revision, events };
  });
}

const NOTHING: { observed: ObservedPermissions; newestRun: number } = {
  observed: { addOns: {} },
  newestRun: -1,
};

const evolve = ({ observed, newestRun }: typeof NOTHING, event: RecordedEvent): typeof NOTHING => ({
  observed: evolveObserved(observed, event as unknown as PermissionChange),
  newestRun: Math.max(newestRun, Number(event.metadata['run'])),
});
