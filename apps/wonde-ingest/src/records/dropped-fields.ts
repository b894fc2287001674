import type { DroppedFields, Kind } from '@gatehouse/schemas';
import { CONTACT_PARTS } from '@gatehouse/wonde';

/** Wonde's names of what is read. Any other name in a row may be of somebody, so it is told to nobody. */
const KNOWN = new Set([
  ...CONTACT_PARTS,
  ...['id', 'upi', 'title', 'forename', 'surname', 'legal_forename', 'legal_surname'],
  ...['contact_details', 'salutation', 'emails', 'phones', 'addresses', 'contacts', 'relationship'],
  ...['court_order', 'parental_responsibility', 'priority', 'employment_details', 'current', 'name', 'type'],
  ...['description', 'subject', 'code', 'students', 'employees', 'location', 'start_at'],
  ...['start', 'end_at', 'end', 'all_day', 'category'],
]);
/** No field that is read stands deeper; a source may wrap as deep as it likes. */
const DEEPEST = 4;

/**
 * Counts what was dropped of the rows of a run because it cannot be read or is over its limit: under Wonde's own names,
 * and everything else as one number.
 */
export class DroppedFieldCounts {
  /** Of each kind how many of each name; those of names that are not known under `undefined`. */
  readonly #kinds = new Map<Kind, Map<string | undefined, number>>();

  /** @param paths as the rows' readers report them: places in a row, never what stood there. */
  add(kind: Kind, paths: readonly string[]): void {
    if (paths.length === 0) return;
    const counts = this.#kinds.get(kind) ?? new Map<string | undefined, number>();
    this.#kinds.set(kind, counts);
    for (const name of paths.map(nameOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  /** What was read of the kind counts no more: its list begins anew. */
  forget(kind: Kind): void {
    this.#kinds.delete(kind);
  }

  /** Undefined where nothing was dropped. */
  get counts(): DroppedFields | undefined {
    const byName: [string, number][] = [];
    let others = 0;
    for (const [kind, counts] of this.#kinds) {
      for (const [name, count] of counts) {
        if (name === undefined) others += count;
        else byName.push([`${kind}.${name}`, count]);
      }
    }
    if (byName.length === 0 && others === 0) return undefined;
    return { byName: Object.fromEntries(byName.sort(([one], [other]) => (one < other ? -1 : 1))), others };
  }
}

/** The path without places in lists and wrappers; undefined where it holds a name that is not known. */
function nameOf(path: string): string | undefined {
  const names = path.split('.').filter((part) => part !== 'data' && !/^\d+$/.test(part));
  const isKnown = names.length > 0 && names.length <= DEEPEST && names.every((name) => KNOWN.has(name));
  return isKnown ? names.join('.') : undefined;
}
