import type { Kind } from '@gatehouse/schemas';
import type { Fields } from '../world/world.js';

/** What should come of a world, told from the facts and from nothing of Gatehouse's own. Records by Wonde id. */
export class Expected {
  /** Of each kind the records that come in. */
  readonly records = new Map<Kind, Map<string, ExpectedRecord>>();
  readonly unreadable = new Set<Kind>();
  readonly rowsOver = new Set<Kind>();
  /** Rows of which nobody can say which record they are. */
  readonly unidentified = new Map<Kind, number>();
  /** Records that cannot be processed. */
  readonly failed = new Map<Kind, number>();
  /** The school has more records than are read of one: its run fails, and nobody knows how far it came. */
  isSchoolOver = false;
  /** Contacts who stay out if somebody who is restricted may be them: one of the two has no whole name. */
  readonly maybeAlike = new Set<string>();
  /** Fields that are dropped, by kind and Wonde's name. */
  readonly dropped = new Map<string, number>();

  recordsOf(kind: Kind): Map<string, ExpectedRecord> {
    const records = this.records.get(kind) ?? new Map<string, ExpectedRecord>();
    this.records.set(kind, records);
    return records;
  }

  drop(kind: Kind, paths: readonly string[]): void {
    // A list that names one thing twice in one row is told for each.
    for (const path of paths) add(this.dropped, `${kind}.${path}`);
  }

  addFailed(kind: Kind): void {
    add(this.failed, kind);
  }

  addUnidentified(kind: Kind): void {
    add(this.unidentified, kind);
  }
}

/** A record that comes in: its fields, and whom it names, by Wonde id. */
export interface ExpectedRecord {
  fields: Fields;
  /** Of a contact, with the place in the order of contact. */
  children?: Map<string, number | null | undefined>;
  students?: readonly string[];
  employees?: readonly string[];
}

function add<K>(counts: Map<K, number>, of: K): void {
  counts.set(of, (counts.get(of) ?? 0) + 1);
}
