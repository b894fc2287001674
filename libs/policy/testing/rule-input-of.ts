import type { RuleInput } from '@gatehouse/schemas';

/**
 * The class of a value that decides (design section 3): only JSON `true`, `false` and `null` are themselves.
 *
 * @param present whether the key was delivered at all.
 */
export function ruleInputOf(value: unknown, present: boolean): RuleInput {
  if (!present) return 'absent';
  if (value === null) return 'null';
  return value === true ? 'true' : value === false ? 'false' : 'unreadable';
}
