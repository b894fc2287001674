import type { Reason } from '@gatehouse/schemas';

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
