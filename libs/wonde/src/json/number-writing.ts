import type { Delivered, DeliveredRecord } from './delivered.js';

/** Whatever has members by name, or by place. */
type Container = DeliveredRecord | Delivered[];

/**
 * Names in a record, and places in a list, whose numbers were written with an exponent or a fraction. `JSON.parse` forgets that: `4.477E+11` is
 * then a whole number, and as a telephone somebody else's.
 */
const WRITTEN_OTHERWISE = new WeakMap<Container, ReadonlySet<string>>();

export const isWrittenPlainly = (container: Container, name: string): boolean =>
  !WRITTEN_OTHERWISE.get(container)?.has(name);

/** Keeps which numbers were written otherwise, if any were. */
export function noteWriting<Noted extends Container>(container: Noted, names: ReadonlySet<string>): Noted {
  if (names.size > 0) WRITTEN_OTHERWISE.set(container, shared(names));
  return container;
}

/** Most have one name, and the same one by the thousand. */
const SHARED = new Map<string, ReadonlySet<string>>();
const MOST_SHARED = 1000;
const LONGEST_SHARED = 64;

function shared(names: ReadonlySet<string>): ReadonlySet<string> {
  const [name = ''] = names;
  if (names.size > 1 || name.length > LONGEST_SHARED) return names;
  const known = SHARED.get(name) ?? names;
  if (SHARED.size < MOST_SHARED) SHARED.set(name, known);
  return known;
}

const MINUS = 0x2d;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** What goes on with a number after its first digits. */
const REST = /[-+.\deE]*/y;

/** Whether a number begins here that reads as a whole one, and is written with an exponent or a fraction. */
export function isOddNumberAt(text: string, from: number): boolean {
  let at = from;
  if (text.charCodeAt(at) === MINUS) at += 1;
  const first = at;
  while (isDigit(text.charCodeAt(at))) at += 1;
  if (at === first) return false;
  REST.lastIndex = at;
  const rest = REST.exec(text)?.[0] ?? '';
  return rest !== '' && Number.isInteger(Number(text.slice(from, at) + rest));
}

/** Lists in lists, too. */
const LIST_OF_NUMBERS = /\[[\s[]*[-\d]/y;
const BRACKET = 0x5b;

/** Whether a list begins here whose first value is a number: seldom enough to look how all of them are written. */
export function isListOfNumbersAt(text: string, from: number): boolean {
  if (text.charCodeAt(from) !== BRACKET) return false;
  LIST_OF_NUMBERS.lastIndex = from;
  return LIST_OF_NUMBERS.test(text);
}
