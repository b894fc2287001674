import { deadLettersOf } from '@gatehouse/schemas';
import type { Command } from 'commander';
import { dataDirOption, jsonOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { Letter } from './letter.js';
import { LETTER_TOPICS, readLetters } from './letter.js';
import { letterDocument } from './letter-document.js';
import { withStates } from './letter-state.js';
import { letterText } from './letter-text.js';

/** `gatehouse dead-letters show`: what is known of one record that could not be processed. */
export function addDeadLettersShow(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('show')
    .description('Shows what is known of one record that could not be processed, and what to do about it.')
    .argument('<place>', 'the place of its letter, as "dead-letters list" gives it')
    .addOption(dataDirOption())
    .addOption(jsonOption('print one JSON document, as in the list'))
    .addHelpText('after', examples(['dead-letters show mis.records.dead-letters/0/1', 'one of the letters']))
    .action((place: string, { dataDir, json }: { dataDir?: string; json?: true }) => {
      const topic = topicOf(place);
      return useData(dataDir, async (data) => {
        const letters = readLetters(await data.bus(), [topic]);
        for await (const letter of withStates(await data.eventStore(), only(place, letters))) {
          return terminal.out(json ? `${JSON.stringify(letterDocument(letter))}\n` : letterText(letter));
        }
        terminal.note(
          'Note: no letter is kept at this place. It may have been settled and removed, or its time was over.',
        );
      });
    });
}

async function* only(place: string, letters: AsyncIterable<Letter>): AsyncIterable<Letter> {
  for await (const letter of letters) {
    if (letter.place !== place) continue;
    yield letter;
    return;
  }
}

function topicOf(place: string): string {
  const name = /^(.+)\/\d+\/\d+$/.exec(place)?.[1];
  const topic = LETTER_TOPICS.find((each) => deadLettersOf(each) === name);
  if (topic !== undefined) return topic;
  throw new UsageError('This is no place of a dead letter. "gatehouse dead-letters list" gives the places.');
}
