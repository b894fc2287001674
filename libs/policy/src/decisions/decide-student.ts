import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import type { Standing } from './standing-reasons.js';
import { standingReasons } from './standing-reasons.js';

/** A student comes in when permitted, unless blocked or delivered with two contents (design section 3). */
export function decideStudent(input: Standing): Decision {
  return decisionOf(standingReasons(input), {});
}
