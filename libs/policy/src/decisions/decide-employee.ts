import type { RuleInput } from '@gatehouse/schemas';
import type { Standing } from '../register/standing/standing.js';
import type { Decision, AnyRecord } from './decision.js';
import { currentReason, decisionOf, reasonsOfAnyRecord } from './decision.js';

/**
 * An employee comes in only if `current` is exactly `true` (design section 3, employee), and no earlier reading said
 * otherwise that a whole one has not ended (restrictions.md, rule 6). An order against the same person as a parent does
 * not count here.
 */
export function decideEmployee(
  input: Omit<AnyRecord, 'blocked'> & {
    current: RuleInput;
    remembered: Pick<Standing, 'block' | 'current'>;
  },
): Decision {
  const { remembered } = input;
  return decisionOf(
    [
      ...reasonsOfAnyRecord({ ...input, blocked: remembered.block !== undefined }),
      ...currentReason(input.current),
      ...remembered.current.flatMap((held) => currentReason(held.class)),
    ],
    {},
  );
}
