import type { AddOn, AddOnPlan, PermissionRow, Plans } from '@gatehouse/schemas';
import { forEachAddOn, PERMISSIONS } from '@gatehouse/schemas';

/**
 * Where each add-on stands (design section 3, field permissions): `blocked` when a required permission is not approved;
 * a feature is on when all its permissions are. An add-on that is not ready has no feature.
 *
 * @param input `approved` labels as in `domain/permissions.csv`; `purchased` undefined counts as all.
 * @returns for each add-on its state, the missing required labels in the table's order, and its features.
 */
export function planAddOns(input: {
  approved: readonly string[];
  purchased: readonly AddOn[] | undefined;
}): Plans {
  const approved = new Set(input.approved);
  return forEachAddOn((addOn) => {
    const rows = PERMISSIONS.filter((row) => row.addOn === addOn);
    const missing = unique(rows.filter((row) => isMissing(row, approved)).map((row) => row.label));
    const isPurchased = input.purchased?.includes(addOn) ?? true;
    const state = !isPurchased ? 'not-purchased' : missing.length > 0 ? 'blocked' : 'ready';
    return {
      state,
      missing,
      features: state === 'ready' ? featuresOn(rows, approved) : [],
    } satisfies AddOnPlan;
  });
}

const isMissing = (row: PermissionRow, approved: ReadonlySet<string>) =>
  row.level === 'required' && !approved.has(row.label);

const featuresOn = (rows: readonly PermissionRow[], approved: ReadonlySet<string>) =>
  unique(rows.map((row) => row.feature)).filter((feature) =>
    rows.every((row) => row.feature !== feature || approved.has(row.label)),
  );

const unique = (values: readonly string[]) => [...new Set(values)];
