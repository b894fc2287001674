import type { Grants, PermissionPath, Plans } from '@gatehouse/schemas';
import { forEachAddOn, KINDS, PERMISSION_PATHS } from '@gatehouse/schemas';
import { activePaths, isGranting } from './active-paths.js';

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
