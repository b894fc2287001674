import type { KeptOut, RestrictionCounts } from '@gatehouse/policy';
import { countRestrictions, listRestrictions, staffUnderOrder } from '@gatehouse/policy';
import type { Ending } from './how-it-ends.js';
import { howItEnds } from './how-it-ends.js';
import type { KnownRegister } from './known-register.js';
import { kindOf } from './known-register.js';

/** Somebody who is kept out, by record key. What is not known is null. */
export interface ListedRestriction {
  row: string;
  kind: string;
  because: KeptOut['because'];
  input: string | null;
  class: string | null;
  child: string | null;
  of: string;
  since: string | null;
  run: number | null;
  endsBy: { command: string | null; says: string };
}

/** What `restriction list --json` prints. */
export interface RestrictionsDocument {
  schoolId: string;
  /** Of `restrictions-` and `settings-`. */
  revision: number;
  settingsRevision: number;
  restrictions: ListedRestriction[];
  counts: RestrictionCounts;
  staffUnderOrder: { row: string; contact: string }[];
  /** No contact carries a `upi`: who is one person with whom is then known by likeness only. */
  contactsWithoutUpi: boolean;
}

export function restrictionsDocument(known: KnownRegister): RestrictionsDocument {
  const { schoolId, revision, sight, standings } = known;
  const list = listRestrictions(sight, standings);
  return {
    schoolId,
    revision,
    settingsRevision: sight.words.revision,
    restrictions: list.map((entry) => listed(known, entry)),
    counts: countRestrictions(list),
    staffUnderOrder: staffUnderOrder(sight, standings),
    contactsWithoutUpi: areWithoutUpi(known),
  };
}

export function listed(known: KnownRegister, entry: KeptOut): ListedRestriction {
  return {
    row: entry.row,
    kind: kindOf(known, entry.row),
    because: entry.because,
    input: entry.input ?? null,
    class: entry.class ?? null,
    child: entry.child ?? null,
    of: entry.of,
    since: entry.since ?? null,
    run: entry.run === undefined || entry.run < 0 ? null : entry.run,
    endsBy: documentOf(howItEnds(known, entry)),
  };
}

const documentOf = ({ command, says }: Ending) => ({ command: command ?? null, says });

function areWithoutUpi({ sight }: KnownRegister): boolean {
  let contacts = 0;
  for (const { kind, persons } of sight.register.rows.values()) {
    if (kind !== 'contact') continue;
    if (persons.size > 0) return false;
    contacts += 1;
  }
  return contacts > 0;
}
