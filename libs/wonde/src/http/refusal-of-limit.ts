import { TooManyRows } from '../json/parse-page.js';
import { limitInWords } from '../limits.js';
import type { ReadingLimits } from '../limits.js';
import { refused } from '../outcome.js';
import type { Refused } from '../outcome.js';
import { BodyTooLarge } from './read-body.js';

/** What is said of an answer that was cut off at a limit; undefined for every other error. */
export function refusalOfLimit(error: unknown, what: string, limits: ReadingLimits): Refused | undefined {
  if (error instanceof BodyTooLarge) {
    const { refusal } = overLimit('pageMib', `An answer for ${what} is larger than`, limits);
    return { ok: false, refusal: { ...refusal, isLargeAnswer: true } };
  }
  if (error instanceof TooManyRows) return overLimit('pageRows', `A page of ${what} has more than`, limits);
  return undefined;
}

/** @param says what is over the limit, up to the limit itself. */
export const overLimit = (name: keyof ReadingLimits, says: string, limits: ReadingLimits): Refused =>
  refused(
    'OVER_LIMIT',
    `${says} ${limitInWords(limits, name)}, so it was not read. Ask Wonde what it is, or raise the limit.`,
  );
