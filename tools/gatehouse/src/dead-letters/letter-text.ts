import { printable } from '@gatehouse/terminal';
import type { LetterState, LetterWithState } from './letter-state.js';

/** A letter for reading on a terminal. */
export function letterText(letter: LetterWithState): string {
  const { place, topic, schoolId, content, state } = letter;
  const facts: [string, unknown][] = [
    ['school', schoolId ?? 'unknown'],
    ['topic', topic],
    ...(content
      ? ([
          ['run', content.run],
          ['kind', content.kind],
          ['record key', content.recordKey],
          ['message', content.place],
          ['attempts', content.attempts],
          ['error', content.errorClass],
        ] as [string, unknown][])
      : []),
    ['state', `${state}: ${MEANING[state](schoolId)}`],
  ];
  const lines = facts.map(([name, value]) => `  ${name.padEnd(10)}  ${printable(value)}`);
  return `Dead letter ${place}\n${lines.join('\n')}\n`;
}

const MEANING: { [state in LetterState]: (schoolId: string | undefined) => string } = {
  settled: () => 'a later run of the school has completed as a whole, and decided everything afresh',
  asked: () => 'a run was asked for, and wonde-ingest has not started it yet',
  waiting: (schoolId) =>
    `what was last decided about the record stands. "gatehouse dead-letters redrive --school ${schoolId}" asks for a run`,
  unreadable: () => 'another version of Gatehouse wrote it, in a form that this one does not know',
};
