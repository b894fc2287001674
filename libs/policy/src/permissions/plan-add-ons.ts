import type { AddOn, AddOnPlan, PermissionRow, Plans } from '@gatehouse/schemas';
import { forEachAddOn, PERMISSIONS } from '@gatehouse/schemas';

/**
 * The permissions that the school approved, of those that any add-on's list knows.
 *
 * Wonde's names end in " read" (wonde-api section 4); letter case and white space do not matter. A label that several
 * rows deliver counts only if all of them are approved. Names match as a whole, so a parent never covers its children
 * (design section 3).
 *
 * @returns labels as in `domain/permissions.csv`, sorted.
 */
export function approvedLabels(rows: readonly { name: string; approved: boolean }[]): string[] {
  const approved = new Map<string, boolean>();
  for (const row of rows) {
    const name = foldPermission(row.name);
    approved.set(name, row.approved === true && (approved.get(name) ?? true));
  }
  const labels = new Set(PERMISSIONS.map((row) => row.label));
  return [...labels].filter((label) => approved.get(foldPermission(label))).sort();
}

/** A permission's name as it is compared: without letter case, white space and the ending " read". */
const foldPermission = (name: string) =>
  name
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(/ read$/, '');

/**
 * What a permission list says of the permissions that the add-ons' lists name: two snapshots are equal if none of those
 * was given, taken back, or given again in between (restrictions.md, Reading).
 */
export function permissionsSnapshot(
  rows: readonly { name: string; approved: boolean; activeFrom?: string | undefined }[],
): string {
  const labels = new Set(PERMISSIONS.map((row) => foldPermission(row.label)));
  return rows
    .filter((row) => labels.has(foldPermission(row.name)))
    .map((row) => JSON.stringify([foldPermission(row.name), row.approved, row.activeFrom ?? null]))
    .sort()
    .join('\n');
}

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
