import type { AddOn, Kind, PermissionPath, PermissionRow, Plans } from '@gatehouse/schemas';
import { PERMISSION_PATHS, PERMISSIONS } from '@gatehouse/schemas';

const PATHS = new Map(PERMISSION_PATHS.map((path) => [path.label, path]));

/** The kinds whose records a row of `domain/permission-paths.csv` reaches. */
const KINDS_OF_PATH: { readonly [kind: string]: readonly Kind[] } = {
  student: ['student'],
  contact: ['contact'],
  'contact link': ['contact'],
  employee: ['employee'],
  class: ['class'],
  group: ['group'],
  'class and group': ['class', 'group'],
  event: ['event'],
};

/** A permission that an add-on has and uses, and where its value stands in Wonde. */
export interface ActivePath {
  level: PermissionRow['level'];
  role: PermissionRow['role'];
  kinds: readonly Kind[];
  path: PermissionPath;
}

const ALL = PERMISSIONS.flatMap(({ addOn, feature, level, role, label }) => {
  const path = PATHS.get(label);
  return path
    ? [{ addOn, feature, active: { level, role, kinds: KINDS_OF_PATH[path.kind] ?? [], path } }]
    : [];
});

/** The permissions of the features that are on; none unless the add-on is ready. */
export function activePaths(addOn: AddOn, plans: Plans): ActivePath[] {
  const { state, features } = plans[addOn];
  if (state !== 'ready') return [];
  return ALL.flatMap((row) => (row.addOn === addOn && features.includes(row.feature) ? [row.active] : []));
}

/** Whether it gives the add-on a field of a kind, and with it the kind; rule inputs grant neither. */
export const isGranting = ({ role }: ActivePath): boolean => role !== 'rule input';
