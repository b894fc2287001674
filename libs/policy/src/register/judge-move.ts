import type { RuleInput } from '@gatehouse/schemas';
import type { Sight } from './sight.js';
import type { Standings } from './standings.js';

export type MoveVerdict =
  | { ok: true; courtOrder: RuleInput | undefined; block: boolean }
  | { ok: false; because: 'same-row' | 'not-restricted' | 'unknown-row' | 'other-kind' };

/** From the one that no setting can take back to the one that a setting decides. */
const STRICTEST_FIRST: readonly RuleInput[] = ['true', 'unreadable', 'absent', 'null'];

/**
 * What moves from an old row to a new one after a change of MIS (restrictions.md, rule 8): the strictest class of what
 * orders keep the old row out, and its block. Whoever only may be somebody restricted has nothing to move.
 */
export function judgeMove(
  { register }: Pick<Sight, 'register'>,
  standings: Standings,
  from: string,
  to: string,
): MoveVerdict {
  if (from === to) return { ok: false, because: 'same-row' };
  const { orders, block } = standings.of(from);
  if (orders.length === 0 && !block) return { ok: false, because: 'not-restricted' };
  const [old, renewed] = [register.rows.get(from), register.rows.get(to)];
  if (!renewed) return { ok: false, because: 'unknown-row' };
  if (old && old.kind !== renewed.kind) return { ok: false, because: 'other-kind' };
  const courtOrder = STRICTEST_FIRST.find((said) => orders.some((order) => order.class === said));
  return { ok: true, courtOrder, block: block !== undefined };
}
