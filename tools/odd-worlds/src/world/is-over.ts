import { kib } from './odd-values.js';
import type { Row, World } from './world.js';

/** Whether no more of a row is used than what it names and restricts. */
export const isOver = ({ text, isTooDeep, isWrapped }: Row, { limits }: World): boolean =>
  isTooDeep === true || isWrapped === true || text.length > kib(limits.rowKib ?? 1024);
