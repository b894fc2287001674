import type { Decision, AnyRecord } from './decision.js';
import { decisionOf, reasonsOfAnyRecord } from './decision.js';

/** A student comes in when permitted, unless blocked or delivered with two contents (design section 3). */
export function decideStudent(input: AnyRecord): Decision {
  return decisionOf(reasonsOfAnyRecord(input), {});
}

/** A class or group comes in when permitted, unless delivered with two contents (design section 3). */
export function decideRoster(input: { conflicting: boolean }): Decision {
  return decisionOf(reasonsOfAnyRecord({ conflicting: input.conflicting }), {});
}
