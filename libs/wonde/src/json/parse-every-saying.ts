import { visit } from 'jsonc-parser';
import { SaidTwice } from './delivered.js';
import type { Delivered } from './delivered.js';

/** A list, or an object with every saying of each name, that the text has begun and not ended. */
type Open = { list: Delivered[] } | { members: Map<string, Delivered[]>; name: string };

/**
 * Parses a JSON text as `JSON.parse` does, but keeps every saying of a name that one object says twice: as the value
 * itself where all are the same scalar, otherwise as a `SaidTwice`. Several times slower than `JSON.parse`.
 *
 * @param text one that `JSON.parse` takes: of others the library takes some, too.
 * @throws RangeError when the text nests thousands deep.
 */
export function parseEverySaying(text: string): Delivered {
  const whole: Delivered[] = [];
  const open: Open[] = [{ list: whole }];
  const add = (value: Delivered) => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    if ('list' in parent) parent.list.push(value);
    else parent.members.get(parent.name)?.push(value);
  };
  const close = () => {
    const ended = open.pop();
    if (ended !== undefined) add('list' in ended ? ended.list : recordOf(ended.members));
  };
  visit(text, {
    onArrayBegin: () => void open.push({ list: [] }),
    onArrayEnd: close,
    onObjectBegin: () => void open.push({ members: new Map(), name: '' }),
    onObjectProperty: (name) => {
      const parent = open.at(-1);
      if (parent === undefined || !('members' in parent)) return;
      parent.name = name;
      if (!parent.members.has(name)) parent.members.set(name, []);
    },
    onObjectEnd: close,
    onLiteralValue: (value: string | number | boolean | null) => add(value),
  });
  const [value = null] = whole;
  return value;
}

// `Object.fromEntries` defines properties: `__proto__` becomes a name like any other, as in `JSON.parse`.
const recordOf = (members: Map<string, Delivered[]>): Delivered =>
  Object.fromEntries([...members].map(([name, sayings]) => [name, oneOf(sayings)]));

function oneOf(sayings: Delivered[]): Delivered {
  const [first = null] = sayings;
  const isAgreed = sayings.length === 1 || (isScalar(first) && sayings.every((saying) => saying === first));
  return isAgreed ? first : new SaidTwice(sayings);
}

const isScalar = (value: Delivered): boolean => value === null || typeof value !== 'object';
