import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import { standingReasons } from './standing-reasons.js';

/** A student comes in when permitted, unless blocked or delivered with two contents (design section 3). */
export function decideStudent(input: { conflicting: boolean; blocked: boolean }): Decision {
  return decisionOf(standingReasons(input), {});
}
