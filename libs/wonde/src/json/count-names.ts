import type { JsonValue } from '../json-value.js';
import { isListOfNumbersAt, isOddNumberAt } from './number-writing.js';

const QUOTE = 0x22;
/** JSON has no other white space. */
const isSpace = (code: number) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

/** What can be told of a text without parsing it. */
export interface TextAtAGlance {
  /**
   * How many names its objects have, each saying counted, or more: a quote and a colon inside a text count, too. Never
   * fewer, because every name ends in a quote with nothing but white space before its colon.
   */
  names: number;
  /** Whether a name may have a number of which `JSON.parse` forgets how it was written. */
  hasOddNumber: boolean;
}

export function glanceAt(text: string): TextAtAGlance {
  let names = 0;
  let hasOddNumber = false;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1;
    while (isSpace(text.charCodeAt(at))) at -= 1;
    if (text.charCodeAt(at) !== QUOTE) continue;
    names += 1;
    at = colon + 1;
    while (isSpace(text.charCodeAt(at))) at += 1;
    hasOddNumber ||= isOddNumberAt(text, at) || isListOfNumbersAt(text, at);
  }
  return { names, hasOddNumber };
}

/**
 * How many names the objects of a parsed value have; fewer, if all objects inherit one. Without recursion: a source may
 * nest as deep as it likes. Without a list of each object's names: nearly all the time would go into making it.
 */
export function countNamesIn(value: JsonValue): number {
  const inherited = namesInherited();
  let names = 0;
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const part of next) if (typeof part === 'object' && part !== null) waiting.push(part);
      continue;
    }
    names -= inherited;
    for (const name in next) {
      names += 1;
      const part = next[name];
      if (typeof part === 'object' && part !== null) waiting.push(part);
    }
  }
  return names;
}

function namesInherited(): number {
  let names = 0;
  for (const _ in {}) names += 1;
  return names;
}
