import type { AddOn, AddOnPlan, Basis } from '@gatehouse/schemas';
import { ADD_ONS } from '@gatehouse/schemas';

/** An event of the `permissions-` stream as a plain value. */
export interface PermissionChange {
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
