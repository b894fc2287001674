/** Beyond so many digits a number in JSON may have been rounded on its way. */
const MOST_DIGITS = 15;

/**
 * The digits of a number that stands where a telephone, a house number, a postcode or a code should: a source that has
 * only digits there may deliver them without quotes. Undefined for what would become other digits than were meant: a
 * fraction, a sign (`-0`, too), more than 15 digits, one beyond range.
 */
export function digitsOf(value: number): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) return undefined;
  const digits = String(value);
  return digits.length <= MOST_DIGITS ? digits : undefined;
}
