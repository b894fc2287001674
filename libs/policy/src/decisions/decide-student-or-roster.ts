import type { Decision, Standing } from './decision.js';
import { decisionOf, standingReasons } from './decision.js';

/** A student comes in when permitted, unless blocked or delivered with two contents (design section 3). */
export function decideStudent(input: Standing): Decision {
  return decisionOf(standingReasons(input), {});
}

/** A class or group comes in when permitted, unless delivered with two contents (design section 3). */
export function decideRoster(input: { conflicting: boolean }): Decision {
  return decisionOf(standingReasons({ conflicting: input.conflicting }), {});
}
