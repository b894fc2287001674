import type { Fields, JsonValue } from '@gatehouse/schemas';
import { foldText } from './fold-text.js';

/** One part of a name, folded; it stands if there is any. Every text consists of letters and digits alone. */
interface NamePart {
  /** The part as a whole, without blanks and hyphens: as used and as in law, each once, sorted. */
  readonly whole: readonly string[];
  /** What it agrees by: each once, sorted. */
  readonly words: readonly string[];
}

export interface NameParts {
  readonly forename: NamePart;
  readonly surname: NamePart;
}

/**
 * The folded parts of a person's name (restrictions, rule 10), from `forename`, `legal_forename`, `surname` and
 * `legal_surname`. Anything but text is as if it were not there, and so is text without a letter or digit: offices type
 * "-" and "." where they know nothing.
 */
export function namePartsOf(fields: Fields): NameParts {
  return {
    forename: partOf(fields['forename'], fields['legal_forename'], forenameOf),
    surname: partOf(fields['surname'], fields['legal_surname'], surnameOf),
  };
}

/** One part stands in both and agrees, and no part that stands in both disagrees (rule 10). */
export function namesAgree(a: NameParts, b: NameParts): boolean {
  const forename = compareForenames(a.forename.words, b.forename.words);
  if (forename === 'disagree') return false;
  const surname = compareSurnames(a.surname.words, b.surname.words);
  return surname === 'agree' || (surname === 'unknown' && forename === 'agree');
}

/** Some part that stands in both disagrees. Neither this nor agreement holds where no part stands in both. */
export function namesDiffer(a: NameParts, b: NameParts): boolean {
  return (
    compareForenames(a.forename.words, b.forename.words) === 'disagree' ||
    compareSurnames(a.surname.words, b.surname.words) === 'disagree'
  );
}

/**
 * One text for the whole folded name, the same for every spelling of it; '' when no part stands. It is as personal as
 * the name: outside of memory only what is keyed from it may be kept.
 */
export function foldedName({ forename, surname }: NameParts): string {
  if (forename.whole.length === 0 && surname.whole.length === 0) return '';
  return `${forename.whole.join('+')}|${surname.whole.join('+')}`;
}

type Comparison = 'agree' | 'disagree' | 'unknown';

function compareForenames(a: readonly string[], b: readonly string[]): Comparison {
  if (a.length === 0 || b.length === 0) return 'unknown';
  return a.some((one) => b.some((other) => isForenameOf(one, other))) ? 'agree' : 'disagree';
}

function compareSurnames(a: readonly string[], b: readonly string[]): Comparison {
  if (a.length === 0 || b.length === 0) return 'unknown';
  // Names have a part or two; one of thousands must not be compared part by part.
  const parts = b.length > FEW ? new Set(b) : undefined;
  return a.some((one) => parts?.has(one) ?? b.includes(one)) ? 'agree' : 'disagree';
}

const FEW = 8;

const isForenameOf = (one: string, other: string): boolean =>
  one === other || (isInitial(one) && other.startsWith(one)) || (isInitial(other) && one.startsWith(other));

// One ideograph is a name, not the beginning of one.
const INITIAL = /^(?!\p{Script=Han})\p{L}$/u;
const isInitial = (word: string): boolean => word.length <= 2 && INITIAL.test(word);

function partOf(
  used: JsonValue | undefined,
  legal: JsonValue | undefined,
  read: (bare: string) => NameSpelling,
): NamePart {
  let part: NamePart = NOTHING;
  for (const text of legal === used ? [used] : [used, legal]) {
    if (typeof text !== 'string') continue;
    const { whole, words } = read(bareName(text));
    if (whole === '') continue;
    part =
      part === NOTHING
        ? { whole: [whole], words }
        : { whole: [...part.whole, whole], words: [...part.words, ...words] };
  }
  return { whole: sortedOnce(part.whole), words: sortedOnce(part.words) };
}

const NOTHING: NamePart = { whole: [], words: [] };

interface NameSpelling {
  whole: string;
  words: string[];
}

const sortedOnce = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts : [...new Set(texts)].sort();

/**
 * The first word, and the first two together. A double first name is typed Anne-Marie, Anne Marie or Annemarie: hyphen
 * and blank must count alike, or whether a mother is found would hang on the space bar; so the hyphen ends the first
 * word as the blank does, which makes all of them agree with Anne, and none with Marie alone. Dots end it, too: J.R. is
 * an initial.
 */
function forenameOf(bare: string): NameSpelling {
  if (/^[a-z]+$/.test(bare)) return { whole: bare, words: [bare] };
  const words = bare.split(/[\s.-]+/).filter((word) => word !== '');
  const [first = '', second = ''] = words;
  return { whole: words.join(''), words: second === '' ? [first] : [first, first + second] };
}

/**
 * The whole without blanks and hyphens (O Brien, OBrien, Smith Jones), and each hyphened part, blanks in it closed. A
 * blank does not make parts: two people called "van …" would agree in their "van"; nor is a hyphened particle one.
 */
function surnameOf(bare: string): NameSpelling {
  const closed = /[\s.]/.test(bare) ? bare.replace(/[\s.]+/g, '') : bare;
  if (!closed.includes('-')) return { whole: closed, words: [closed] };
  const parts = closed.split('-');
  const whole = parts.join('');
  return { whole, words: [whole, ...parts.filter((part) => part.length > 1 && !PARTICLES.has(part))] };
}

/** What stands before a name with a hyphen and is none itself, in Arabic, Hebrew, Celtic and Romance names. */
const PARTICLES = new Set(
  (
    'al el ul ur ad an ar as ash at az abu bin bint ibn ben ould ap ab mac mc van von der den de del della di da ' +
    'dos das du la le st'
  ).split(' '),
);

/** Folded, without marks; letters, digits, blanks, dots and hyphens are left. */
function bareName(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return foldText(text.replace(SPACING_ACUTE, ''))
    .replace(/\p{M}/gu, '')
    .replace(STROKED, (letter) => WITHOUT_STROKE.get(letter) ?? letter)
    .replace(DASHES, '-')
    .replace(APOSTROPHES, '')
    .replace(/[^\p{L}\p{N}\s.-]/gu, '');
}

const PLAIN = /^[A-Za-z0-9 .-]*$/;
// Typed for an apostrophe; its normal form is a blank with a mark.
const SPACING_ACUTE = /[\u00b4\u1ffd]/g;
const APOSTROPHES =
  /['\u0060\u2018-\u201b\u2032\u02b9-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\ua78b\ua78c]/g;
/** Every dash, and the stroke between two surnames of one person. */
const DASHES = /[\p{Pd}\u2212\u2043/]/gu;

/** Letters that have no normal form with a mark, although people type them without it: Łukasz and Lukasz. */
const WITHOUT_STROKE = new Map(
  Object.entries({
    ł: 'l',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ŧ: 't',
    þ: 'th',
    æ: 'ae',
    œ: 'oe',
    ɓ: 'b',
    ɗ: 'd',
    ƙ: 'k',
    ƴ: 'y',
    ŋ: 'ng',
    ɔ: 'o',
    ɛ: 'e',
  }),
);
const STROKED = new RegExp(`[${[...WITHOUT_STROKE.keys()].join('')}]`, 'gu');

/**
 * Whether two rows of one id are of two people: forename and surname, used or legal, both disagree. A record may be edited
 * between two pages; who it is may not (design section 3: what contradicts itself restricts).
 */
export function areTwoPeople(one: Fields, other: Fields): boolean {
  const [a, b] = [namePartsOf(one), namePartsOf(other)];
  return (
    namesDiffer({ ...a, surname: NO_NAME }, { ...b, surname: NO_NAME }) &&
    namesDiffer({ ...a, forename: NO_NAME }, { ...b, forename: NO_NAME })
  );
}

const { forename: NO_NAME } = namePartsOf({});
