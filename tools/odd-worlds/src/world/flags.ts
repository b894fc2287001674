import type { Draw } from './draw.js';
import type { Said } from './said.js';
import { objectOf } from './said.js';

/** What a rule may know of a value: JSON true, false and null, that it is not there, or that it cannot be told. */
export type Flag = 'true' | 'false' | 'null' | 'absent' | 'unreadable';

const UNREADABLE = [
  '"true"',
  '"false"',
  '""',
  '"Y"',
  '0',
  '1',
  '1E999',
  '[]',
  '[true]',
  '{}',
  '{"data":true}',
];

/** A flag: mostly the one that lets somebody in. */
export function flagOf(draw: Draw, plain: 'true' | 'false', part: number): Said<Flag> {
  if (!draw.chance(part)) return { text: plain, comes: plain, dropped: [] };
  const comes = draw.one(['true', 'false', 'null', 'absent', 'unreadable', 'unreadable'] as const);
  if (comes === 'absent') return { text: undefined, comes, dropped: [] };
  if (comes !== 'unreadable') return { text: comes, comes, dropped: [] };
  return { text: draw.one(UNREADABLE), comes, dropped: [''] };
}

/** Flags in the record that holds them: that is there, wrapped or not, is missing, or is no record. */
export function holderOf<Name extends string>(
  draw: Draw,
  part: number,
  flags: Record<Name, Said<Flag>>,
  others: { [name: string]: Said<unknown> } = {},
): { said: Said<unknown>; flags: Record<Name, Flag> } {
  const all = (flag: Flag) =>
    Object.fromEntries(Object.keys(flags).map((name) => [name, flag])) as Record<Name, Flag>;
  if (draw.chance(part / 4)) {
    if (draw.chance(0.3))
      return { said: { text: undefined, comes: undefined, dropped: [] }, flags: all('absent') };
    const text = draw.one(['null', '"x"', '7', 'false', '{"data":null}', '{"data":"x"}']);
    return { said: { text, comes: undefined, dropped: [''] }, flags: all('unreadable') };
  }
  const { text, dropped } = objectOf({ ...flags, ...others });
  const read = Object.entries<Said<Flag>>(flags).map(([name, { comes }]) => [name, comes ?? 'absent']);
  return {
    said: { text: draw.chance(0.6) ? text : `{"data":${text}}`, comes: undefined, dropped },
    flags: Object.fromEntries(read) as Record<Name, Flag>,
  };
}
