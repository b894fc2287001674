import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { Sight } from './sight.js';
import { effective } from './sight.js';

/**
 * Whether a restricting class that was just read must be written (restrictions.md, rule 9): the register last had
 * another one for the link, the last whole reading did not show the link, or a word has ended what was remembered. What
 * was written since that reading is no news: one that fails again and again writes it once.
 */
export function isNews(
  sight: Sight,
  row: string,
  child: string | undefined,
  input: RegisterInput,
  said: RuleInput,
): boolean {
  const known = sight.register.inputOf(row, child, input);
  if (!known || known.last !== said) return true;
  const held = effective(sight, known).find((one) => one.class === said);
  if (!held) return true;
  const lastWhole = sight.register.lastWhole.contact?.revision ?? -1;
  return (
    child !== undefined &&
    child !== UNKNOWN_CHILD &&
    held.revision <= lastWhole &&
    isMissing(sight, row, child)
  );
}

/** A whole reading that showed the pupil did not show the link, or the last one did not show the pupil. */
function isMissing({ register }: Sight, row: string, child: string): boolean {
  const link = register.linkOf(row, child);
  return link !== undefined && register.lastShown(link) !== undefined;
}
