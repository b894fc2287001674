import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import { standingReasons } from './standing-reasons.js';

/** A class or group comes in when permitted, unless delivered with two contents (design section 3). */
export function decideRoster(input: { conflicting: boolean }): Decision {
  return decisionOf(standingReasons({ conflicting: input.conflicting }), {});
}
