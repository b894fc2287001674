import { UsageError } from '../usage-error.js';

/**
 * Takes `a,b` apart; `''` is the empty list. Everything between two commas counts as it stands, blanks too, because a
 * category compares as exact text; `\,` is a comma that belongs to a name. Repetitions are dropped.
 *
 * @throws UsageError when an entry is empty.
 */
export function splitList(option: string, text: string): string[] {
  if (text === '') return [];
  const entries = text.split(/(?<!\\),/).map((entry) => entry.replaceAll('\\,', ','));
  if (entries.some((entry) => entry.trim() === '')) {
    throw new UsageError(
      `${option} has an empty entry: separate entries by single commas, or give '' for none.`,
    );
  }
  return [...new Set(entries)];
}
