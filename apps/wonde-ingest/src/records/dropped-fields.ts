import type { DroppedFields, Kind } from '@gatehouse/contracts';

/** Wonde's names of what is read. Any other name in a row may be of somebody, so it is told to nobody. */
const KNOWN = new Set([
  ...['id', 'upi', 'title', 'forename', 'surname', 'legal_forename', 'legal_surname', 'contact_details'],
  ...['salutation', 'emails', 'phones', 'addresses', 'email', 'phone', 'mobile', 'primary', 'home', 'work'],
  ...['postal', 'house_number', 'house_name', 'apartment', 'street', 'district', 'town', 'county', 'country'],
  ...['postcode', 'contacts', 'relationship', 'court_order', 'parental_responsibility', 'priority'],
  ...['employment_details', 'current', 'name', 'type', 'description', 'subject', 'code', 'students'],
  ...['employees', 'location', 'start_at', 'start', 'end_at', 'end', 'all_day', 'category'],
]);
/** No field that is read stands deeper; a source may wrap as deep as it likes. */
const DEEPEST = 4;

/**
 * Counts what was dropped of the rows of a run because it cannot be read or is over its limit: under Wonde's own names,
 * and everything else as one number.
 */
export class DroppedFieldCounts {
  readonly #byName = new Map<string, number>();
  #others = 0;

  /** @param paths as the rows' readers report them: places in a row, never what stood there. */
  add(kind: Kind, paths: readonly string[]): void {
    for (const path of paths) {
      const name = nameOf(path);
      if (name === undefined) this.#others += 1;
      else this.#byName.set(`${kind}.${name}`, (this.#byName.get(`${kind}.${name}`) ?? 0) + 1);
    }
  }

  /** Undefined where nothing was dropped. */
  get counts(): DroppedFields | undefined {
    if (this.#byName.size === 0 && this.#others === 0) return undefined;
    const sorted = [...this.#byName].sort(([one], [other]) => (one < other ? -1 : 1));
    return { byName: Object.fromEntries(sorted), others: this.#others };
  }
}

/** The path without places in lists and wrappers; undefined where it holds a name that is not known. */
function nameOf(path: string): string | undefined {
  const names = path.split('.').filter((part) => part !== 'data' && !/^\d+$/.test(part));
  const isKnown = names.length > 0 && names.length <= DEEPEST && names.every((name) => KNOWN.has(name));
  return isKnown ? names.join('.') : undefined;
}
