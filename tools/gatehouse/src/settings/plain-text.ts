import { UsageError } from '../usage-error.js';

/** Who decided, or why, as it will stand in the history. @throws UsageError when it is empty or no plain text. */
export function plainText(option: '--actor' | '--reason', text: string): string {
  if (text.trim() === '')
    throw new UsageError(`${option} is empty: the history must say who decided and why.`);
  if (/\p{Cc}/u.test(text))
    throw new UsageError(`${option} holds control characters: give one line of plain text.`);
  return text;
}
