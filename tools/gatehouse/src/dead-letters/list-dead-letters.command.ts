import type { Command } from 'commander';
import { Option } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { LETTER_TOPICS, readLetters } from './letter.js';
import { letterDocument } from './letter-document.js';
import type { LetterWithState } from './letter-state.js';
import { withStates } from './letter-state.js';
import { letterTable } from './letter-table.js';

interface Flags {
  dataDir?: string;
  school?: string;
  topic?: string;
  json?: true;
}

/** `gatehouse dead-letters list`: the records that could not be processed. */
export function addDeadLettersList(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('list')
    .description(
      'Lists the records that could not be processed, the oldest of each school first. State: "waiting", "asked" (a ' +
        'run was asked for, and has not begun), "settled" (a later run of the school has completed as a whole), ' +
        '"unreadable" (of another version).',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption().makeOptionMandatory(false))
    .addOption(new Option('--topic <topic>', 'only records that failed on this topic').choices(LETTER_TOPICS))
    .addOption(jsonOption('print one JSON document: {"deadLetters": [...]}'))
    .addHelpText(
      'after',
      examples(
        ['dead-letters list', 'every record that failed, of all schools'],
        ['dead-letters list --school A1000008530', 'those of one school'],
      ),
    )
    .action(({ dataDir, school, topic, json }: Flags) =>
      useData(dataDir, async (data) => {
        const letters: LetterWithState[] = [];
        const kept = readLetters(await data.bus(), topic === undefined ? LETTER_TOPICS : [topic]);
        for await (const letter of withStates(await data.eventStore(), kept)) {
          if (school === undefined || letter.schoolId === school) letters.push(letter);
        }
        const deadLetters = letters.map(letterDocument);
        if (json) return terminal.out(`${JSON.stringify({ deadLetters })}\n`);
        if (letters.length > 0) return terminal.out(letterTable(letters));
        terminal.note('Note: no dead letters are kept.');
      }),
    );
}
