import type { Draw } from './draw.js';
import type { Said } from './said.js';
import { kept } from './said.js';

/** What is no id: nobody can say which record the row is of. */
const NO_IDS = ['null', '""', '" "', '7', 'true', '[]', '{}', '["a"]', `"${'x'.repeat(129)}"`, '"\\ud800a"'];

/** A record's id: its own, however odd a text; or none. */
export function idOf(draw: Draw, part: number): Said<string> {
  const word = draw.word();
  if (!draw.chance(part)) return kept(JSON.stringify(word), word);
  if (draw.chance(0.5)) {
    const id = draw.one([
      `${word} ${word}`,
      `../${word}`,
      `$${word}`,
      `${word}é😀`,
      `${word}-B1`,
      word.padEnd(128, 'x'),
    ]);
    return kept(JSON.stringify(id), id);
  }
  const text = draw.chance(0.2) ? undefined : draw.one(NO_IDS);
  // An id that is not there is missed as one that is there and is none.
  return { text, comes: undefined, dropped: [''] };
}

/** Who a row is of: a text, a number, in a list or a wrapper of one; none; or nobody can say. */
export function upiOf(draw: Draw, part: number): Said<'known' | 'none' | 'unreadable'> {
  const plain = JSON.stringify(`U${draw.word()}`);
  if (!draw.chance(part)) return kept(plain, 'known');
  switch (draw.whole(0, 4)) {
    case 0:
      return kept(draw.one([`[${plain}]`, `{"data":${plain}}`, `{"value":${plain}}`]), 'known');
    case 1:
      return kept(String(draw.whole(1e9, 9e9)), 'known');
    case 2:
      return kept(draw.one(['null', '""']), 'none');
    case 3:
      return { text: undefined, comes: 'none', dropped: [] };
    default: {
      const several = `[${plain},"${draw.word()}"]`;
      const numbers = ['1.5', '1E999', '4e9', '[4e9]', '{"data":4000000000.0}'];
      const text = draw.one(['true', '[]', '{}', ...numbers, several, '"\\ud800"']);
      return { text, comes: 'unreadable', dropped: [''] };
    }
  }
}
