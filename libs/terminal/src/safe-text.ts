/**
 * What a terminal obeys, or does not show: control characters (C0, DEL and C1, U+0080–9F), marks of direction and
 * everything else that has no width (soft hyphens, joiners, byte order marks, tags), line and paragraph separators, and
 * halves of surrogate pairs, which are no characters.
 */
const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The same text without any character that a terminal obeys or hides: each is written as JSON writes it, `\u009b` for
 * example, save the line end. JSON texts stay the same data, since such characters stand only inside their strings, where
 * both spellings mean the same.
 *
 * Every text goes through it at the door, however it came about. A value that is one of several in a line is made
 * `printable` before, so that it cannot pretend to be another line.
 */
export const escaped = (text: string): string =>
  text.replace(UNSAFE_CHARACTERS, (character) => (character === '\n' ? character : unitsOf(character)));

/** A value as one line of JSON that is safe on a terminal. */
export const jsonLine = (value: unknown): string => `${escaped(JSON.stringify(value))}\n`;

const unitsOf = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => {
    const unit = character.charCodeAt(i).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');

const MOST = 200;

/**
 * A value that came from elsewhere, safe to show in a line on a terminal: control characters could move its cursor or hide
 * lines, and marks of direction could make it read as something else. What is too long is cut, between two characters.
 * Never throws.
 */
export function printable(value: unknown): string {
  const safe = textOf(value).replace(UNSAFE_CHARACTERS, ' ');
  if (safe.length <= MOST) return safe;
  const isBetween = safe.charCodeAt(MOST - 2) >>> 10 !== 0xd800 >>> 10;
  return `${safe.slice(0, isBetween ? MOST - 1 : MOST - 2)}…`;
}

/** Objects as their JSON: of a date and its time zone, for example, both are told. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  try {
    return String(typeof value === 'object' ? JSON.stringify(value) : value);
  } catch {
    return '?';
  }
}
