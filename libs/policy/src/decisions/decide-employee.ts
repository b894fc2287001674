import type { RuleInput } from '@gatehouse/schemas';
import type { Standing as Remembered } from '../register/standings.js';
import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';
import { currentReason } from './input-reasons.js';
import type { Standing } from './standing-reasons.js';
import { standingReasons } from './standing-reasons.js';

/**
 * An employee comes in only if `current` is exactly `true` (design section 3, employee), and no earlier reading said
 * otherwise that a whole one has not ended (restrictions.md, rule 6). An order against the same person as a parent does
 * not count here.
 */
export function decideEmployee(
  input: Omit<Standing, 'blocked'> & {
    current: RuleInput;
    remembered: Pick<Remembered, 'block' | 'current'>;
  },
): Decision {
  const { remembered } = input;
  return decisionOf(
    [
      ...standingReasons({ ...input, blocked: remembered.block !== undefined }),
      ...currentReason(input.current),
      ...remembered.current.flatMap((held) => currentReason(held.class)),
    ],
    {},
  );
}
