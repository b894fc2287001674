import type { Reason, RuleInput } from '@gatehouse/contracts';
import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import type { Standing } from './standing-reasons.js';
import { standingReasons } from './standing-reasons.js';

/** An employee comes in only if `current` is exactly `true` (design section 3, employee). */
export function decideEmployee(input: Standing & { current: RuleInput }): Decision {
  return decisionOf([...standingReasons(input), ...currentReasons(input.current)], {});
}

function currentReasons(current: RuleInput): Reason[] {
  if (current === 'true') return [];
  return [current === 'false' ? 'EMPLOYEE_NOT_CURRENT' : 'RULE_INPUT_UNREADABLE'];
}
