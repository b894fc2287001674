import type { AddOn, AddOnPlan, Basis, Grants, Kind, Reason } from '@gatehouse/schemas';
import type { Standing } from '../register/standing/standing.js';
import type { Settings } from '../settings/settings.js';
import { isAbout } from './decide-contact.js';
import { orderReason } from './decision.js';

/** What a ledger knows of a record that is in, without a look at the source. */
export interface LineFacts {
  kind: Kind;
  /** Names of the fields that the last line holds, and of all that its key opens. */
  fields: readonly string[];
  sealedFields: readonly string[];
  /** Whether the event's category is one that the school publishes. */
  isCategoryChosen: boolean;
  remembered: Standing;
}

/** What may be said of a ledger's records today, whether or not the source can be read. */
export interface ReviewRules {
  access: Basis['access'];
  state: AddOnPlan['state'];
  /** Fields of the kind that the add-on may have; undefined for a kind that it does not take. */
  granted: readonly string[] | undefined;
  settings: Pick<Settings, 'courtOrderScope'>;
}

/** What becomes of a record that is in. */
export type Review =
  | { act: 'keep' }
  | { act: 'withdraw'; reason: Reason }
  | { act: 'exclude'; reasons: Reason[] }
  /** Only these fields may stay, and no link to these children; with no child left it goes out for the reasons. */
  | { act: 'reduce'; fields: readonly string[]; withoutChildren: readonly string[]; reasons: Reason[] };

/**
 * Holds a record that is in against what permissions, settings and the register allow today (design section 1, step 6;
 * restrictions.md, rule 16): only ever restricting.
 */
export function reviewLine(facts: LineFacts, rules: ReviewRules): Review {
  const { kind, remembered } = facts;
  if (rules.access === 'revoked') return { act: 'withdraw', reason: 'ACCESS_REVOKED' };
  if (rules.state === 'not-purchased') return { act: 'withdraw', reason: 'ADD_ON_NOT_PURCHASED' };
  const { granted } = rules;
  if (rules.state === 'blocked' || !granted) return { act: 'withdraw', reason: 'PERMISSION_WITHDRAWN' };
  if (kind === 'event' && !facts.isCategoryChosen)
    return { act: 'exclude', reasons: ['EVENT_CATEGORY_NOT_CHOSEN'] };
  const reasons = reasonsOfPerson(kind, remembered, rules.settings.courtOrderScope);
  if (reasons.length > 0) return { act: 'exclude', reasons: [...new Set(reasons)].sort() };
  const dropped = kind === 'contact' ? droppedChildren(remembered) : { children: [], reasons: [] };
  const fields = facts.fields.filter((field) => granted.includes(field));
  // Older lines under the same key count, too: what they hold must no longer be readable.
  const mayKeepKey = facts.sealedFields.every((field) => granted.includes(field));
  if (mayKeepKey && dropped.children.length === 0) return { act: 'keep' };
  return { act: 'reduce', fields, withoutChildren: dropped.children, reasons: dropped.reasons };
}

/**
 * Reviews a line of an add-on's ledger on what a run was decided on; or, between runs, on the register alone: what
 * permissions and purchases take away goes with a run.
 */
export const reviewOn = (
  facts: LineFacts,
  on: {
    addOn: AddOn;
    basis: Pick<Basis, 'access' | 'addOns'>;
    grants: Grants;
    courtOrderScope: Settings['courtOrderScope'];
    onlyRegister?: true;
  },
): Review => {
  const settings = { courtOrderScope: on.courtOrderScope };
  if (on.onlyRegister) {
    const granted = [...facts.fields, ...facts.sealedFields];
    return reviewLine(facts, { access: 'approved', state: 'ready', granted, settings });
  }
  const { access, addOns } = on.basis;
  const granted = on.grants[on.addOn][facts.kind];
  return reviewLine(facts, { access, state: addOns[on.addOn].state, granted, settings });
};

/** Why a contact stays out who is left with no child in the add-on, because the last one went. */
export const WITHOUT_CHILDREN: readonly Reason[] = ['NO_CHILD_IN_ADD_ON'];

const PEOPLE: readonly Kind[] = ['student', 'contact', 'employee'];

function reasonsOfPerson(kind: Kind, remembered: Standing, scope: Settings['courtOrderScope']): Reason[] {
  // Nobody is a class, a group or an event: a block that names one says nothing.
  if (!PEOPLE.includes(kind)) return [];
  const reasons: Reason[] = [];
  if (remembered.block) reasons.push('PERSON_BLOCKED');
  if (kind === 'employee') {
    for (const held of remembered.current) {
      reasons.push(held.class === 'false' ? 'EMPLOYEE_NOT_CURRENT' : 'RULE_INPUT_UNREADABLE');
    }
  }
  if (kind !== 'contact') return reasons;
  if (remembered.unclear.some(({ about }) => about === '*')) reasons.push('SAME_PERSON_UNCLEAR');
  const everywhere = remembered.orders.filter((order) => scope === 'person' || isAbout(order, []));
  return [...reasons, ...everywhere.flatMap((order) => orderReason(order.class))];
}

/** Children that an imported contact may not be linked with, by the register. */
function droppedChildren(remembered: Standing): { children: string[]; reasons: Reason[] } {
  const children = new Set<string>();
  const reasons = new Set<Reason>();
  const drop = (about: readonly string[] | '*', why: readonly Reason[]) => {
    if (about === '*') return;
    for (const child of about) children.add(child);
    for (const reason of why) reasons.add(reason);
  };
  for (const { about, class: said } of remembered.orders) drop(about, orderReason(said));
  for (const { about } of remembered.unclear) drop(about, ['SAME_PERSON_UNCLEAR']);
  for (const { about, class: said } of remembered.responsibility) {
    drop(about, [said === 'unreadable' ? 'RULE_INPUT_UNREADABLE' : 'NO_PARENTAL_RESPONSIBILITY']);
  }
  return { children: [...children].sort(), reasons: [...reasons].sort() };
}
