import { TO_TERMINAL } from '@gatehouse/terminal';
import { Command, InvalidArgumentError } from 'commander';
import { aboveZero } from './above-zero.js';
import type { Mix } from './history/generate-history.js';
import { MIXES } from './history/generate-history.js';

export interface HistoriesOptions {
  count: number;
  seed: number;
  mix: Mix;
  keepGoing: boolean;
  shrink: boolean;
}

const HELP = `
A history is a small school and some nights: what changes at the source, what fails there, what people decide, and which
services die, are held up or get messages twice. It is played through the real services on stores in memory; after each
night and each decision the read models are held against a plain oracle. Where services were disturbed it is played again
without that, and both must end alike. The same seed and mix give the same history.

Mixes:
  all       everything below
  source    changes at the source alone
  faults    and readings that fail, permissions that change meanwhile
  words     and decisions of people
  troubles  and services that die or are held up, messages twice and late
  holds     everything, and many who are missing, a MIS that is changed, and what people say of what waits then

Examples:
  $ npm run histories -- --count 1000 --seed 1
  $ npm run histories -- --count 1 --seed 105 --mix words     one history again
  $ npm run histories -- --count 300 --keep-going --no-shrink every seed that fails

Exit codes:
  0  every history passed
  1  one failed: its seed and its steps, as few as still fail, are printed
  2  wrong usage`;

/** Reads the command line. @throws CommanderError when it is wrong, or when help was asked for. */
export function parseHistoriesOptions(argv: readonly string[]): HistoriesOptions {
  return new Command('npm run histories --')
    .description(
      'Plays generated histories through the whole of Gatehouse, and checks what must always hold.',
    )
    .option('--count <n>', 'how many histories', aboveZero, 100)
    .option('--seed <n>', 'the first seed; the others follow it', aboveZero, 1)
    .option('--mix <name>', MIXES.join(', '), mixOf, 'all')
    .option('--keep-going', 'go on after a history that failed', false)
    .option('--no-shrink', 'print what failed as it was generated')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .configureOutput(TO_TERMINAL)
    .exitOverride()
    .parse(argv, { from: 'user' })
    .opts<HistoriesOptions>();
}

function mixOf(text: string): Mix {
  const found = MIXES.find((mix) => mix === text);
  if (!found) throw new InvalidArgumentError(`Give one of ${MIXES.join(', ')}.`);
  return found;
}
