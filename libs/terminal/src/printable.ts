import { UNSAFE_CHARACTERS } from './unsafe-characters.js';

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
