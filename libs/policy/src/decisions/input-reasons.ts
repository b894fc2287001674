import type { Reason, RuleInput } from '@gatehouse/schemas';

/** What a court order of this class says against importing, where blank does not mean "no order" (design section 3). */
export function orderReason(courtOrder: RuleInput): Reason[] {
  if (courtOrder === 'false') return [];
  if (courtOrder === 'true') return ['ACTIVE_COURT_ORDER'];
  return [courtOrder === 'null' ? 'COURT_ORDER_NOT_RECORDED' : 'RULE_INPUT_UNREADABLE'];
}

/** Why a link does not count as the contact's own (domain README, responsibility). */
export function responsibilityReason(responsibility: RuleInput): Reason[] {
  if (responsibility === 'true') return [];
  return [responsibility === 'unreadable' ? 'RULE_INPUT_UNREADABLE' : 'NO_PARENTAL_RESPONSIBILITY'];
}

/** Why an employee does not count as current. */
export function currentReason(current: RuleInput): Reason[] {
  if (current === 'true') return [];
  return [current === 'false' ? 'EMPLOYEE_NOT_CURRENT' : 'RULE_INPUT_UNREADABLE'];
}
