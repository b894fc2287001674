import { printable } from '@gatehouse/terminal';
import { table } from '../terminal/table.js';
import type { LetterWithState } from './letter-state.js';

const HEADER = ['place', 'school', 'run', 'kind', 'record key', 'attempts', 'error', 'state'];

/** Letters as columns of text, a line each. */
export const letterTable = (letters: readonly LetterWithState[]): string =>
  table([HEADER, ...letters.map(rowOf)]);

function rowOf({ place, schoolId, content, state }: LetterWithState): string[] {
  const told = content && [
    content.run,
    content.kind,
    content.recordKey,
    content.attempts,
    content.errorClass,
    state,
  ];
  const untold = ['unreadable', ...Array<string>(4).fill('-'), state === 'unreadable' ? '-' : state];
  return [place, schoolId ?? '-', ...(told ?? untold)].map(printable);
}
