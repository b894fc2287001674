import type { JsonValue } from '../json-value.js';

const NAME_END = '":';
/** JSON has no other white space. */
const SPACE_BEFORE_COLON = /[\t\n\r ]:/;
const SPACED_NAME_END = /"[\t\n\r ]+:/g;

/**
 * How many names a JSON text's objects have, each saying counted, or more: a quote and a colon inside a text count, too.
 * Never fewer, because every name ends in a quote with nothing but white space before its colon.
 */
export function countNamesInText(text: string): number {
  let names = 0;
  for (let at = text.indexOf(NAME_END); at !== -1; at = text.indexOf(NAME_END, at + 2)) names += 1;
  // Looked for first: hardly any text has one, and counting them is the dearer.
  return SPACE_BEFORE_COLON.test(text) ? names + (text.match(SPACED_NAME_END)?.length ?? 0) : names;
}

/** How many names the objects of a parsed value have. Without recursion: a source may nest as deep as it likes. */
export function countNamesIn(value: JsonValue): number {
  let names = 0;
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const part of next) if (typeof part === 'object' && part !== null) waiting.push(part);
      continue;
    }
    for (const part of Object.values(next)) {
      names += 1;
      if (typeof part === 'object' && part !== null) waiting.push(part);
    }
  }
  return names;
}
