import type { Delivered } from '../json/delivered.js';
import type { RuleInput } from './row-types.js';

/** The class of a value that decides (design section 3): only JSON true, false and null are themselves. */
export function ruleInputOf(value: Delivered | undefined): RuleInput {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return typeof value === 'boolean' ? (value ? 'true' : 'false') : 'unreadable';
}
