import { PERMISSIONS } from '@gatehouse/schemas';
import { foldPermission } from './approved-labels.js';

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
