import type { JsonValue } from '../json-value.js';

const QUOTE = 0x22;
const COLON = ':';
const SPACE = 0x20;

/**
 * How many names a JSON text's objects have, each saying counted, or more: a quote and a colon inside a text count, too.
 * Never fewer, because every name ends in a quote with nothing but white space before its colon.
 */
export function countNamesInText(text: string): number {
  let names = 0;
  for (let colon = text.indexOf(COLON); colon !== -1; colon = text.indexOf(COLON, colon + 1)) {
    let before = colon - 1;
    // JSON has no other characters up to the space, save for tab, line feed and carriage return.
    while (text.charCodeAt(before) <= SPACE) before -= 1;
    if (text.charCodeAt(before) === QUOTE) names += 1;
  }
  return names;
}

/** How many names the objects of a parsed value have. Without recursion: a source may nest as deep as it likes. */
export function countNamesIn(value: JsonValue): number {
  let names = 0;
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const parts = Array.isArray(next) ? next : Object.values(next);
    if (parts !== next) names += parts.length;
    for (const part of parts) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
  return names;
}
