import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import { SandboxError } from '../sandbox-error.js';

/** Sets or removes the value at a path of a record. Throws 422 when the path leads through something without keys. */
export function editField(
  record: RawRecord,
  path: string | string[],
  to: { value?: Json | undefined; remove?: true | undefined },
): void {
  const keys = typeof path === 'string' ? path.split('.') : path;
  const last = keys.at(-1) ?? '';
  let place: Json = record;
  for (const key of keys.slice(0, -1)) {
    const next: Json | undefined = isObject(place) ? place[key] : listItem(place, key);
    if (!isObject(next) && !Array.isArray(next)) return refusePath();
    // Generated records share sub-objects; what is edited becomes the record's own.
    const own: Json = isObject(next) ? { ...next } : [...next];
    if (Array.isArray(place)) place[Number(key)] = own;
    else if (isObject(place)) place[key] = own;
    place = own;
  }
  if (Array.isArray(place)) place.splice(Number(last), 1, ...(to.remove ? [] : [to.value ?? null]));
  else if (!isObject(place)) refusePath();
  else if (to.remove) delete place[last];
  else place[last] = to.value ?? null;
}

const listItem = (place: Json, key: string): Json | undefined =>
  Array.isArray(place) ? place[Number(key)] : undefined;

function refusePath(): never {
  throw new SandboxError(422, 'PATH_UNKNOWN', 'The path leads through something that has no keys.');
}
