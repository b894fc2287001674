import type { LinkClasses, Reason } from '@gatehouse/contracts';
import type { Settings } from '../settings/settings.js';
import { courtOrderReasons } from './court-order-reasons.js';
import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import { responsibilityReasons } from './responsibility-reasons.js';
import type { Standing } from './standing-reasons.js';
import { standingReasons } from './standing-reasons.js';

export interface ContactInput extends Standing {
  /** The contact's own links; only these can pass. */
  links: readonly LinkClasses[];
  /** Links of the person's other contacts in this run. */
  personLinks: readonly LinkClasses[];
  /** Restricting links of the person whose child this run does not show. */
  rememberedLinks: readonly LinkClasses[];
  settings: Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;
  /** Nobody can say who the person is, and so whose orders apply. */
  personUnreadable: boolean;
}

/**
 * Whether a contact comes in, and with which children (design section 3, contact; domain README). A child is kept only
 * if every own link to it passes; a court order counts for the whole person, or, in scope `link`, for the child alone.
 *
 * @returns `keptChildren` sorted; or the reasons of the rule, of the person and of the record together.
 */
export function decideContact(input: ContactInput): Decision<{ keptChildren: string[] }> {
  const { links, settings } = input;
  const ofPerson = settings.courtOrderScope === 'person';
  const all = [...links, ...input.personLinks, ...input.rememberedLinks];
  const ordersFor = (children: readonly string[]) =>
    courtOrderReasons(
      ofPerson ? all : all.filter((link) => children.includes(link.child)),
      settings.blankCourtOrder,
    );

  const children = [...new Set(links.map((link) => link.child))].sort();
  const responsibleFor = children.filter((child) =>
    links.every((link) => link.child !== child || link.parentalResponsibility === 'true'),
  );
  const keptChildren = responsibleFor.filter((child) => ordersFor([child]).length === 0);

  const reasons: Reason[] = standingReasons(input);
  if (ofPerson && input.personUnreadable) reasons.push('RULE_INPUT_UNREADABLE');
  if (keptChildren.length === 0) {
    reasons.push(...ordersFor(children));
    if (responsibleFor.length === 0) reasons.push(...responsibilityReasons(links));
  }
  return decisionOf(reasons, { keptChildren });
}
