import type { AddOn, Basis } from '@gatehouse/schemas';
import { forEachAddOn, settingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { foldStream } from '@gatehouse/event-store';
import type { Settings } from '@gatehouse/policy';
import { approvedLabels, evolveSettings, initialSettings, kindsToRead, planAddOns } from '@gatehouse/policy';
import type { WondePermission } from '@gatehouse/wonde';

/** A school's settings as they stand, and the revision they stand at (-1 for none). */
export async function readSettings(store: EventStore, schoolId: string) {
  const { state, revision } = await foldStream(
    store,
    settingsStream(schoolId),
    evolveSettings,
    initialSettings,
  );
  return { settings: state, revision };
}

/** What a run of an approved school is decided on (design section 1, step 1). */
export function basisOf(
  permissions: readonly WondePermission[],
  settings: Settings,
  settingsRevision: number,
): Basis {
  const approved = approvedLabels(permissions);
  const addOns = planAddOns({ approved, purchased: settings.purchased });
  return { access: 'approved', settingsRevision, approved, addOns, kinds: kindsToRead(addOns) };
}

/** What a run of a revoked school is decided on: nothing is read, everything goes. */
export function basisOfRevoked(purchased: readonly AddOn[] | undefined, settingsRevision: number): Basis {
  const plans = planAddOns({ approved: [], purchased });
  const addOns = forEachAddOn((addOn) => ({ ...plans[addOn], missing: [] }));
  return { access: 'revoked', settingsRevision, approved: [], addOns, kinds: [] };
}
