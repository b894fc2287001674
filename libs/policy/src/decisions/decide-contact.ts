import type { LinkClasses, Reason } from '@gatehouse/schemas';
import type { Standing, StandingOrder } from '../register/standing/standing.js';
import type { Settings } from '../settings/settings.js';
import type { Decision, AnyRecord } from './decision.js';
import { decisionOf, orderReason, responsibilityReason, reasonsOfAnyRecord } from './decision.js';

export interface ContactInput extends Omit<AnyRecord, 'blocked'> {
  /** The contact's links as the run shows them; only these can pass. */
  links: readonly LinkClasses[];
  /** What the register says of the contact: of this run's reading, and of all before (restrictions.md). */
  remembered: Standing;
  settings: Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;
  /** Nobody can say who the person is, and so whose orders apply. */
  personUnreadable: boolean;
  /** Children on whose links a blank order means nothing in this reading, since the MIS has lost all its values. */
  blankPasses: ReadonlySet<string>;
  /** Children who are in the add-on; undefined where that is not asked. */
  present?: ReadonlySet<string> | undefined;
}

/**
 * Whether a contact comes in, and with which children (design section 3, contact; domain README; restrictions.md). A child
 * is kept only if every own link to it passes and the register has nothing against it; a court order counts for the whole
 * person, or, in scope `link`, for the child alone.
 *
 * @returns `keptChildren` sorted; or the reasons of the rule, of the person and of the record together.
 */
export function decideContact(input: ContactInput): Decision<{ keptChildren: string[] }> {
  const { links, settings, remembered } = input;
  const ofPerson = settings.courtOrderScope === 'person';
  const ordersFor = (children: readonly string[]): Reason[] => [
    ...links
      .filter((link) => ofPerson || children.includes(link.child))
      .flatMap((link) => shownOrder(input, link)),
    ...remembered.orders.filter((order) => ofPerson || isAbout(order, children)).map(rememberedOrder),
  ];
  const children = [...new Set(links.map((link) => link.child))].sort();
  const notResponsible = (child: string): Reason[] => [
    ...links
      .filter((link) => link.child === child)
      .flatMap((link) => responsibilityReason(link.parentalResponsibility)),
    ...remembered.responsibility
      .filter(({ about }) => about.includes(child))
      .flatMap((standing) => responsibilityReason(standing.class)),
  ];
  const ofAll = ordersFor(children);
  const hasOrder = (child: string) => (ofPerson ? ofAll : ordersFor([child])).length > 0;
  const unclearFor = (child: string) => remembered.unclear.some((unclear) => isAbout(unclear, [child]));

  const responsibleFor = children.filter((child) => notResponsible(child).length === 0);
  const withoutOrder = responsibleFor.filter((child) => !hasOrder(child));
  const keptChildren = withoutOrder.filter((child) => !unclearFor(child));

  const reasons: Reason[] = reasonsOfAnyRecord({
    conflicting: input.conflicting,
    blocked: remembered.block !== undefined,
    maybeBlocked: input.maybeBlocked,
    arrivalHeld: input.arrivalHeld,
  });
  if (ofPerson && input.personUnreadable) reasons.push('RULE_INPUT_UNREADABLE');
  if (remembered.unclear.some(({ about }) => about === '*')) reasons.push('SAME_PERSON_UNCLEAR');
  if (keptChildren.length === 0) {
    reasons.push(...ofAll);
    if (withoutOrder.length > 0) reasons.push('SAME_PERSON_UNCLEAR');
    if (links.length === 0) reasons.push('NO_PARENTAL_RESPONSIBILITY');
    else if (responsibleFor.length === 0) reasons.push(...children.flatMap(notResponsible));
  } else if (input.present && !keptChildren.some((child) => input.present?.has(child))) {
    reasons.push('NO_CHILD_IN_ADD_ON');
  }
  return decisionOf(reasons, { keptChildren });
}

export const isAbout = (
  { about }: { about: readonly string[] | '*' },
  children: readonly string[],
): boolean => about === '*' || about.some((child) => children.includes(child));

function shownOrder({ settings, blankPasses }: ContactInput, { child, courtOrder }: LinkClasses): Reason[] {
  const isBlank = courtOrder === 'null' || courtOrder === 'absent';
  if (isBlank && blankPasses.has(child)) return [];
  if (courtOrder === 'null' && settings.blankCourtOrder === 'no-order') return [];
  return orderReason(courtOrder);
}

/** The register gives only what restricts under the settings that it was asked with. */
const rememberedOrder = (order: StandingOrder): Reason =>
  orderReason(order.class)[0] ?? 'RULE_INPUT_UNREADABLE';
