import type { Basis } from '@gatehouse/contracts';
import { permissionsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
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
  for (;;) {
    let observed: ObservedPermissions = { addOns: {} };
    let revision = -1;
    let newestRun = -1;
    for await (const events of store.read(stream)) {
      for (const event of events) {
        observed = evolveObserved(observed, event as unknown as PermissionChange);
        revision = event.revision;
        newestRun = Math.max(newestRun, Number(event.metadata['run']));
      }
    }
    const changes = permissionChanges(observed, basis);
    // What a newer run observed stands: this one was held up, and was superseded meanwhile.
    if (changes.length === 0 || newestRun > run) return revision;
    const metadata = { schemaVersion: 1, actor: 'permission-policy', recordedAt: now.toISOString(), run };
    const events = changes.map((change) => ({
      ...change,
      id: eventId(stream, run, change.type, change.data.addOn ?? ''),
      metadata,
    }));
    const result = await store.append(stream, revision < 0 ? 'no-stream' : revision, events);
    if (result.ok) return result.revision;
  }
}
