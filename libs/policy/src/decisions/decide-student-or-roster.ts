import type { Decision, Bars } from './decision.js';
import { decisionOf, reasonsOfBars } from './decision.js';

/** A student comes in when permitted, unless blocked or delivered with two contents (design section 3). */
export function decideStudent(input: Bars): Decision {
  return decisionOf(reasonsOfBars(input), {});
}

/** A class or group comes in when permitted, unless delivered with two contents (design section 3). */
export function decideRoster(input: { conflicting: boolean }): Decision {
  return decisionOf(reasonsOfBars({ conflicting: input.conflicting }), {});
}
