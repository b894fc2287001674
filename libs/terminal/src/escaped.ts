import { UNSAFE_CHARACTERS } from './unsafe-characters.js';

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
