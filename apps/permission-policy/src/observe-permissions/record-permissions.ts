import type { AddOn, AddOnPlan, Basis } from '@gatehouse/schemas';
import { ADD_ONS, permissionsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { appendAgreed, foldStream } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';

/** An event of the `permissions-` stream as a plain value. */
interface PermissionChange {
  type: 'PermissionsObserved' | 'AddOnReady' | 'AddOnBlocked';
  data: { addOn?: AddOn; [field: string]: unknown };
}

/** What the `permissions-` stream says last. */
export interface ObservedPermissions {
  approved?: string;
  addOns: { [addOn in AddOn]?: string };
}

const said = (change: PermissionChange) => JSON.stringify([change.type, change.data]);

/** Takes one event of the stream in. */
export function evolveObserved(observed: ObservedPermissions, change: PermissionChange): ObservedPermissions {
  if (change.type === 'PermissionsObserved') return { ...observed, approved: said(change) };
  return { ...observed, addOns: { ...observed.addOns, [change.data.addOn ?? '']: said(change) } };
}

/** The events that a run's basis adds: none where nothing changed. */
export function permissionChanges(observed: ObservedPermissions, basis: Basis): PermissionChange[] {
  const changes: PermissionChange[] = [
    { type: 'PermissionsObserved', data: { approved: basis.approved } },
    ...ADD_ONS.map((addOn) => standingOf(addOn, basis.addOns[addOn], basis.access)),
  ];
  return changes.filter((change) => {
    const last =
      change.type === 'PermissionsObserved'
        ? observed.approved
        : change.data.addOn && observed.addOns[change.data.addOn];
    return last !== said(change);
  });
}

function standingOf(addOn: AddOn, plan: AddOnPlan, access: Basis['access']): PermissionChange {
  if (access === 'approved' && plan.state === 'ready') {
    return { type: 'AddOnReady', data: { addOn, features: plan.features } };
  }
  const because =
    access === 'revoked'
      ? 'access-revoked'
      : plan.state === 'blocked'
        ? 'permission-missing'
        : 'not-purchased';
  return { type: 'AddOnBlocked', data: { addOn, because, missing: plan.missing } };
}

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
