import type { AddOn, Basis, Grants, Kind, Reason, RememberedLink } from '@gatehouse/contracts';
import type { Settings } from '@gatehouse/policy';
import { decideContact } from '@gatehouse/policy';
import type { LastLine, LedgerState } from '../lines/ledger-state.js';

/** What the run's basis makes of a record that is in, without a look at the source. */
export type Verdict =
  | { act: 'keep' }
  | { act: 'withdraw'; reason: Reason }
  | { act: 'exclude'; reasons: Reason[] }
  /** Only these fields and, of a contact, links to these children may stay. */
  | { act: 'reduce'; fields: readonly string[]; withoutChildren: readonly string[] };

export interface VerdictInput {
  addOn: AddOn;
  basis: Basis;
  grants: Grants;
  settings: Settings;
  state: LedgerState;
  /**
   * Whether the school decided differently on court orders since the last run that was closed here: that run's decisions
   * had seen everything else that the lines say.
   */
  isOrderRuleNew: boolean;
  isBlocked: (recordKey: string, personKey: string | undefined) => boolean;
  categoryKey: (category: string) => string;
}

/**
 * Holds an imported record's last line against what permissions and settings allow today (design section 1, step 6,
 * and section 3): pure, and only ever restricting.
 */
export function verdictOnLine(input: VerdictInput, recordKey: string, line: LastLine): Verdict {
  const { basis, addOn, grants } = input;
  const state = basis.addOns[addOn].state;
  if (basis.access === 'revoked') return { act: 'withdraw', reason: 'ACCESS_REVOKED' };
  if (state === 'not-purchased') return { act: 'withdraw', reason: 'ADD_ON_NOT_PURCHASED' };
  const granted = grants[addOn][line.kind];
  if (state === 'blocked' || !granted) return { act: 'withdraw', reason: 'PERMISSION_WITHDRAWN' };
  if (isPerson(line.kind) && input.isBlocked(recordKey, line.personKey))
    return { act: 'exclude', reasons: ['PERSON_BLOCKED'] };
  if (line.kind === 'event' && !isChosen(input, line)) {
    return { act: 'exclude', reasons: ['EVENT_CATEGORY_NOT_CHOSEN'] };
  }
  const dropped =
    line.kind === 'contact' && input.isOrderRuleNew ? contactLosses(input, recordKey, line) : [];
  if (!Array.isArray(dropped)) return dropped;
  const fields = line.fields.filter((field) => granted.includes(field));
  // Older lines under the same key count, too: what they hold must no longer be readable.
  const mayKeepKey = line.sealedFields.every((field) => granted.includes(field));
  if (mayKeepKey && dropped.length === 0) return { act: 'keep' };
  return { act: 'reduce', fields, withoutChildren: dropped };
}

const isPerson = (kind: Kind) => kind === 'student' || kind === 'contact' || kind === 'employee';

function isChosen({ settings, categoryKey }: VerdictInput, line: LastLine): boolean {
  return settings.categories?.some((category) => categoryKey(category) === line.categoryKey) ?? true;
}

/** Children that an imported contact loses under today's settings, or the exclusion of the whole person. */
function contactLosses(input: VerdictInput, recordKey: string, line: LastLine): Verdict | string[] {
  const { settings } = input;
  const rule = { settings, personUnreadable: false, conflicting: false, blocked: false, rememberedLinks: [] };
  const personLinks = [...linksOfPerson(input, recordKey, line.personKey)];
  if (settings.courtOrderScope === 'link') {
    return line.links
      .filter(
        (link) => link.kept && decideContact({ ...rule, links: [link], personLinks }).outcome !== 'imported',
      )
      .map((link) => link.child);
  }
  // A link that passes stands for the contact's own: only the person's orders are in question here.
  const passing = { child: '', parentalResponsibility: 'true', courtOrder: 'false' } as const;
  const decided = decideContact({ ...rule, links: [passing], personLinks });
  return decided.outcome === 'excluded' ? { act: 'exclude', reasons: decided.reasons } : [];
}

/** Links remembered on the person's contact lines, as far as neither the contact nor the child has left. */
function* linksOfPerson(
  { state }: VerdictInput,
  recordKey: string,
  personKey: string | undefined,
): Iterable<RememberedLink> {
  for (const key of personKey ? state.recordsOfPerson(personKey) : [recordKey]) {
    const line = state.records.get(key);
    if (line?.kind !== 'contact' || state.hasLeftSource(key)) continue;
    yield* line.links.filter((link) => !state.hasLeftSource(link.child));
  }
}
