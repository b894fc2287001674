import type { AddOn, Grants, Kind, PermissionPath, PermissionRow, Plans } from '@gatehouse/schemas';
import { forEachAddOn, KINDS, PERMISSION_PATHS, PERMISSIONS } from '@gatehouse/schemas';

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

/**
 * Which fields of which kinds each add-on may have (design section 3): field names as in the records, sorted, events
 * under all names that the source may use. A kind that the add-on takes is there even without a field of its own; rule
 * inputs grant neither field nor kind.
 */
export function grantsOf(plans: Plans): Grants {
  return forEachAddOn((addOn) => {
    const granting = activePaths(addOn, plans).filter(isGranting);
    const taken = KINDS.filter((kind) => granting.some(({ kinds }) => kinds.includes(kind)));
    return Object.fromEntries(
      taken.map((kind) => {
        const paths = granting.filter(({ kinds }) => kinds.includes(kind)).map(({ path }) => path);
        return [kind, [...new Set(paths.flatMap((path) => FIELDS.get(path) ?? []))].sort()];
      }),
    );
  });
}

/** What says how a time is meant goes with it: no permission of its own covers it (design section 3). */
const WITH_TIMES: { readonly [field: string]: string | undefined } = {
  start_at: 'all_day',
  end_at: 'all_day',
};

/** `contact_details.data.emails` is the field `emails`, `name | title` are two; a heading is none. */
function fieldsOf({ path }: PermissionPath): string[] {
  if (path.startsWith('(')) return [];
  const names = path.split('|').map((alias) => alias.trim().split('.').at(-1) ?? '');
  return names.flatMap((name) => [name, WITH_TIMES[name] ?? []].flat());
}

/** Worked out once: grants are asked for in every run, by each of its ledgers. */
const FIELDS: ReadonlyMap<PermissionPath, readonly string[]> = new Map(
  PERMISSION_PATHS.map((path) => [path, fieldsOf(path)]),
);
