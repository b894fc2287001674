import type { Reason, RuleInput } from '@gatehouse/schemas';

/** In, with what the rule adds, or out, with every reason: sorted, each once. */
export type Decision<Extra = object> =
  ({ outcome: 'imported' } & Extra) | { outcome: 'excluded'; reasons: Reason[] };

/** Out when there is a reason, in when there is none. */
export function decisionOf<Extra extends object>(
  reasons: readonly Reason[],
  whenImported: Extra,
): Decision<Extra> {
  if (reasons.length === 0) return { outcome: 'imported', ...whenImported };
  return { outcome: 'excluded', reasons: [...new Set(reasons)].sort() };
}

/** What keeps any record out, whatever its content. */
export interface AnyRecord {
  /** The source delivered the record twice with different content in one run. */
  conflicting: boolean;
  /** The school blocked the person. */
  blocked?: boolean;
  /** Somebody is blocked, and nobody can say whether this is the one: the person of the record cannot be read. */
  maybeBlocked?: boolean;
  /** New, among so many new ones that the MIS may have been changed: it waits for a person. */
  arrivalHeld?: boolean;
}

export function reasonsOfAnyRecord({ conflicting, blocked, maybeBlocked, arrivalHeld }: AnyRecord): Reason[] {
  const reasons: Reason[] = [];
  if (conflicting) reasons.push('DUPLICATE_SOURCE_RECORD');
  if (blocked) reasons.push('PERSON_BLOCKED');
  else if (maybeBlocked) reasons.push('RULE_INPUT_UNREADABLE');
  if (arrivalHeld) reasons.push('ARRIVAL_HELD');
  return reasons;
}

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
