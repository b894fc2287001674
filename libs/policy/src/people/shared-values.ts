import type { Fields, JsonValue } from '@gatehouse/schemas';
import { foldText } from './fold-text.js';

/** What can say that two rows are of one household or one person; `key` is the same wherever the value is the same. */
export interface SharedValue {
  kind: 'email' | 'telephone' | 'address';
  key: string;
}

/**
 * The values of a contact by which it can be alike to another (restrictions, rule 10), each once: every e-mail, telephone
 * and address of `emails`, `phones` and `addresses` (wonde-api section 8.2), whichever place it stands in. What cannot
 * be read, and what offices type where they know nothing, gives none.
 */
export function sharedValuesOf(fields: Fields): SharedValue[] {
  const values = new Map<string, SharedValue>();
  const add = (kind: SharedValue['kind'], value: string) => {
    const key = `${kind}:${value}`;
    values.set(key, { kind, key });
  };
  for (const text of textsIn(fields['emails'])) emailsIn(text).forEach((email) => add('email', email));
  for (const text of textsIn(fields['phones']))
    telephonesIn(text).forEach((digits) => add('telephone', digits));
  for (const place of partsOf(fields['addresses'])) housesIn(place).forEach((house) => add('address', house));
  return [...values.values()];
}

const partsOf = (value: JsonValue | undefined): JsonValue[] =>
  value !== null && typeof value === 'object' ? Object.values(value) : [];
const textsIn = (value: JsonValue | undefined): string[] =>
  partsOf(value).filter((part) => typeof part === 'string');

/** Without an @ ("none", "n/a") it is no e-mail; what stands around one (`Ann <ann@x.example>`) is not part of it. */
const emailsIn = (text: string): string[] =>
  foldText(text)
    .split(/[\s;,<>()"]+/)
    .filter((piece) => /.@./.test(piece));

/**
 * The last ten digits: with +44, 0044 or 0 before it, a British number ends in the same ten. Letters and strokes end a
 * number, so that an extension or a second number is one of its own. Fewer than seven digits are an extension, or a
 * number that only says something together with its area; fewer than three different ones are a placeholder (0000000000,
 * 07000 000000): of numbers in use hardly one in a hundred thousand has two.
 */
const telephonesIn = (text: string): string[] =>
  foldText(text)
    .split(/[^\d\s+().-]+/)
    .map((number) => number.replace(/\D+/g, '').slice(-10))
    .filter((digits) => digits.length >= 7 && hasThreeDifferent(digits));

function hasThreeDifferent(digits: string): boolean {
  const others = digits.replaceAll(digits.charAt(0), '');
  return others.replaceAll(others.charAt(0), '') !== '';
}

/**
 * Postcode and house, of an address. The house is its number, its name, or, where neither stands, the number with which
 * the street line begins. A flat is looked for once more within its house: in a tower block the house is found with too
 * many names, and the flat still says something. An address in one text counts if a British postcode stands in it.
 */
function housesIn(place: JsonValue): string[] {
  if (typeof place === 'string') return houseInText(place);
  if (place === null || typeof place !== 'object' || Array.isArray(place)) return [];
  const postcode = word(place['postcode']);
  if (!/\d/.test(postcode)) return [];
  const street = scalarText(place['street']);
  const named = [word(place['house_number']), word(place['house_name'])].filter((house) => house !== '');
  const houses = named.length > 0 ? named : numberBefore(street);
  const flat = word(place['apartment']);
  if (flat !== '') houses.push([flat, ...houses].join(' '));
  return houses.map((house) => `${postcode} ${house}`);
}

const POSTCODES = /\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/g;
/** The last one: "Flat B1 2nd floor" looks like one, too. */
const postcodeIn = (text: string): string | undefined => foldText(text).match(POSTCODES)?.at(-1);

/** "Flat 3, 12 High Street, Ely, CB7 1AA", "Rose Cottage, High Street, CB7 1AA": a flat, then what the next line begins with. */
function houseInText(text: string): string[] {
  const postcode = postcodeIn(text);
  if (postcode === undefined) return [];
  const [first = '', second = ''] = text.split(/[,\n]/);
  const [flat, line] = /^\s*(?:flat|apartment|apt|unit)\b/i.test(first) ? [first, second] : ['', first];
  const isName = numberBefore(line).length === 0 && postcodeIn(line) === undefined;
  return housesIn({ postcode, apartment: flat, house_name: isName ? line : '', street: line });
}

/** 12, 12a or 12-14 at the beginning of a street line. */
function numberBefore(line: string): string[] {
  const [number] = /^\s*\d+\s*(?:[a-z]\b)?(?:\s*-\s*\d+)?/.exec(foldText(line)) ?? [];
  return number === undefined ? [] : [word(number)];
}

const scalarText = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Letters and digits alone: CB7 1AA and cb71aa, 12A and 12 a, Rose Cottage and rose-cottage. */
function word(value: JsonValue | undefined): string {
  const text = scalarText(value);
  return /^[A-Za-z0-9 ]*$/.test(text)
    ? text.toLowerCase().replaceAll(' ', '')
    : foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
