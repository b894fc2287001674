import { visit } from 'jsonc-parser';
import { SaidTwice } from './delivered.js';
import type { Delivered, DeliveredRecord } from './delivered.js';
import { isOddNumberAt, noteWriting } from './number-writing.js';

/** A list, or an object with every saying of each name, that the text has begun and not ended. */
type Open = OpenList | OpenRecord;

interface OpenList extends Oddities {
  list: Delivered[];
}

interface OpenRecord extends Oddities {
  members: Map<string, Delivered[]>;
  /** Of the member that comes. */
  name: string;
}

interface Oddities {
  /** Names, or places, whose numbers are whole, and not written as such. */
  odd: Set<string>;
}

/**
 * Parses a JSON text as `JSON.parse` does, but keeps every saying of a name that one object says twice: as the value
 * itself where all are the same scalar, otherwise as a `SaidTwice`, and notes how numbers were written. Several times slower than `JSON.parse`.
 *
 * @param text one that `JSON.parse` takes: of others the library takes some, too.
 * @throws RangeError when the text nests thousands deep.
 */
export function parseEverySaying(text: string): Delivered {
  const whole: Delivered[] = [];
  const open: Open[] = [{ list: whole, odd: new Set() }];
  const add = (value: Delivered) => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    if ('list' in parent) parent.list.push(value);
    else parent.members.get(parent.name)?.push(value);
  };
  const close = () => {
    const ended = open.pop();
    if (ended !== undefined) add('list' in ended ? noteWriting(ended.list, ended.odd) : recordOf(ended));
  };
  visit(text, {
    onArrayBegin: () => void open.push({ list: [], odd: new Set() }),
    onArrayEnd: close,
    onObjectBegin: () => void open.push({ members: new Map(), name: '', odd: new Set() }),
    onObjectProperty: (name) => {
      const parent = open.at(-1);
      if (parent === undefined || !('members' in parent)) return;
      parent.name = name;
      if (!parent.members.has(name)) parent.members.set(name, []);
    },
    onObjectEnd: close,
    onLiteralValue: (value: string | number | boolean | null, offset) => {
      const parent = open.at(-1);
      if (parent && typeof value === 'number' && isOddNumberAt(text, offset))
        parent.odd.add('list' in parent ? String(parent.list.length) : parent.name);
      add(typeof value === 'string' ? ofItsOwn(value) : value);
    },
  });
  const [value = null] = whole;
  return value;
}

/** Below this a part of a text is copied anyway. */
const SHORT = 13;

/** A text that does not keep the one in memory that it is a part of. */
const ofItsOwn = (text: string): string =>
  text.length < SHORT ? text : Buffer.from(text, 'utf16le').toString('utf16le');

function recordOf({ members, odd }: OpenRecord): DeliveredRecord {
  // `Object.fromEntries` defines properties: `__proto__` becomes a name like any other, as in `JSON.parse`.
  return noteWriting(Object.fromEntries([...members].map(([name, sayings]) => [name, oneOf(sayings)])), odd);
}

function oneOf(sayings: Delivered[]): Delivered {
  const [first = null] = sayings;
  const isAgreed = sayings.length === 1 || (isScalar(first) && sayings.every((saying) => saying === first));
  return isAgreed ? first : new SaidTwice(sayings);
}

const isScalar = (value: Delivered): boolean => value === null || typeof value !== 'object';
