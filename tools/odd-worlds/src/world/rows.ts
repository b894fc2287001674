import type { Draw } from './draw.js';
import type { Oddity } from './people.js';
import type { Row } from './world.js';

/** What is no object. */
const SPOILT = ['null', '7', '"x"', '[]', 'true', '{}'];
const DEEP = 20_000;

/** With rows among them of which nobody can say what they are. */
export function someOfThemSpoilt<R extends Row>(
  { draw, part }: Oddity,
  rows: readonly R[],
  spoilt: (text: string) => R,
): R[] {
  if (!draw.chance(part / 2)) return [...rows];
  const at = draw.whole(0, rows.length);
  const one = rows[at];
  if (one?.id !== undefined && draw.chance(0.4)) {
    const wrapper = { ...spoilt(wrapped(draw, one)), dropped: missedOf(one.kind) };
    return [...rows.slice(0, at), { ...wrapper, wraps: { ...one, isWrapped: true } }, ...rows.slice(at + 1)];
  }
  const odd = draw.chance(0.2)
    ? {
        ...spoilt(`{"id":"A","y":1,"y":2,"x":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
        id: 'A',
        isTooDeep: true,
      }
    : { ...spoilt(draw.one(SPOILT)), dropped: missedOf(spoilt('').kind) };
  return [...rows.slice(0, at), odd, ...rows.slice(at)];
}

/** Of an employee in a list only: in objects a flag is seen to stand where it does not belong, and told so. */
function wrapped(draw: Draw, { kind, text }: Row): string {
  const lists = [`[${text}]`, `[[${text}]]`];
  const objects = [`{"data":${text}}`, `{"data":[${text}]}`, `{"x":${text},"y":{"z":"/"}}`];
  return draw.one(kind === 'employee' ? lists : [...lists, ...objects]);
}

/** What is missed of a row that has nothing. */
function missedOf(kind: Row['kind']): string[] {
  if (kind === 'student') return ['contacts', 'id'];
  if (kind === 'class' || kind === 'group') return ['students', 'employees', 'id'];
  return ['id'];
}
