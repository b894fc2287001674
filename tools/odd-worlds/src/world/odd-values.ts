import type { JsonValue } from '@gatehouse/schemas';
import type { Draw } from './draw.js';
import type { Said } from './said.js';
import { kept, lost } from './said.js';

const KIB = 1024;

/** How large a value may be, in bytes. */
export interface Sizes {
  value: number;
}

/** JSON of every type but text, number, truth value and null. */
const CONTAINERS = ['[]', '{}', '["x"]', '[null]', '{"data":"x"}', '{"data":null}', '{"0":"x"}', '[[["x"]]]'];
/** Numbers that a plain reading takes for their digits. */
const DIGITS = ['0', '7', '42', '7700900123', '447700900123', '999999999999999'];
/** Numbers that may have been other digits once. */
const OTHER_NUMBERS = [
  ...['-0', '-1', '0.5', '1.0', '1E3', '12e2', '1000000000000000', '9007199254740993'],
  ...['1E999', '-1E999', '1e-400', '123456789012345678901234567890', '0.1e1'],
];
const TRUTHS = ['true', 'false'];
/** One character of each length in UTF-8. */
const CHARACTERS = ['x', 'é', '€', '😀'];

/** A text of so many bytes in UTF-8. */
export function textOfBytes(draw: Draw, bytes: number): string {
  const character = draw.one(CHARACTERS);
  const width = Buffer.byteLength(character);
  return character.repeat(Math.floor(bytes / width)) + 'y'.repeat(bytes % width);
}

const ofText = (text: string): Said => kept(JSON.stringify(text), text);

/** Texts as no form would have them, at the limit, and over it. */
function oddText(draw: Draw, { value }: Sizes): Said {
  switch (draw.whole(0, 8)) {
    case 0:
      return kept('null', null);
    case 1:
      return ofText(draw.one(['', ' ', '\t\n', '0', 'null', 'true', '[]', '{}']));
    case 2:
      return ofText(
        draw.one(['\u0000', '\u0085\u202e', 'a\u2028b', '﻿x', '$ref', '__proto__', 'a.b', '%41']),
      );
    case 3:
      return kept(draw.one(['"\\ud83d\\ude00"', '"\\uD83D\\uDE00"', '"😀"']), '😀');
    case 4:
      return kept('"\\ud800x"', '\ud800x');
    case 5:
      return kept('"\\u0041\\/\\b"', 'A/\b');
    case 6:
      return ofText(textOfBytes(draw, value));
    case 7:
      return ofText(textOfBytes(draw, value - draw.whole(1, 4)));
    default:
      return lost(JSON.stringify(textOfBytes(draw, value + draw.whole(1, 4))));
  }
}

/** Where a text belongs: every JSON type, every size, and what is said twice. */
export function oddTextValue(draw: Draw, sizes: Sizes): Said {
  return draw.chance(0.5)
    ? oddText(draw, sizes)
    : lost(draw.one([...CONTAINERS, ...DIGITS, ...OTHER_NUMBERS, ...TRUTHS]));
}

const isDigits = (text: string | undefined): text is string => text !== undefined && DIGITS.includes(text);

/** Where a telephone belongs: a number is its digits. */
export function oddTelephone(draw: Draw, sizes: Sizes): Said {
  const said = draw.chance(0.3) ? kept(draw.one(DIGITS), '') : oddTextValue(draw, sizes);
  return isDigits(said.text) ? kept(said.text, said.text) : said;
}

/** Where a part of an address belongs: also a truth value. */
export function oddScalar(draw: Draw, sizes: Sizes): Said {
  if (draw.chance(0.2)) return draw.chance(0.5) ? kept('true', true) : kept('false', false);
  const said = oddTelephone(draw, sizes);
  return said.comes === undefined && TRUTHS.includes(said.text ?? '') ? kept('null', null) : said;
}

/** What is no object: for every place where one belongs. */
export const noObject = (draw: Draw): string =>
  draw.one(['[]', '[{}]', '"x"', '""', '7', '1E999', 'true', 'false', '[null]']);

/** What is no object either, where one would be read as something of its own. */
export const unlessObject = (said: Said): Said => (said.text?.startsWith('{') ? lost('[{}]') : said);

/** A text that is said under its name twice: the same, or another. `name` is that of the member. */
export function saidTwice(draw: Draw, name: string, said: Said<JsonValue>): Said {
  if (said.text === undefined || said.text.startsWith('{') || said.text.startsWith('[')) return said;
  const again = (text: string) => `${said.text},${JSON.stringify(name)}:${text}`;
  if (draw.chance(0.4)) return { ...said, text: again(said.text) };
  return { text: again('"another"'), comes: undefined, dropped: [''] };
}

export const kib = (count: number): number => count * KIB;
