import { aboveZero } from '@gatehouse/histories';
import { TO_TERMINAL } from '@gatehouse/terminal';
import { Command } from 'commander';

export interface OddWorldsOptions {
  count: number;
  seed: number;
  keepGoing: boolean;
}

const HELP = `
An odd world is a small school whose rows are full of odd values: every JSON type in every place, numbers and texts at every
limit and beyond it, names said twice, every wrapper, rows without an id or too large, pages and lists at their limits. It is
read twice through the real services on stores in memory, and what comes in, is dropped, fails or is refused is held against a
plain reading of the same world. The same seed gives the same world.

Examples:
  $ npm run odd-worlds -- --count 1000 --seed 1
  $ npm run odd-worlds -- --count 1 --seed 56          one world again
  $ npm run odd-worlds -- --count 5000 --keep-going    every seed that fails

Exit codes:
  0  every world came in as a plain reading says
  1  one did not: its seed and the first difference are printed
  2  wrong usage`;

/** Reads the command line. @throws CommanderError when it is wrong, or when help was asked for. */
export function parseOddWorldsOptions(argv: readonly string[]): OddWorldsOptions {
  return new Command('npm run odd-worlds --')
    .description(
      'Reads generated schools of odd values, and holds what comes of them against a plain reading.',
    )
    .option('--count <n>', 'how many worlds', aboveZero, 100)
    .option('--seed <n>', 'the first seed; the others follow it', aboveZero, 1)
    .option('--keep-going', 'go on after a world that failed', false)
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .configureOutput(TO_TERMINAL)
    .exitOverride()
    .parse(argv, { from: 'user' })
    .opts<OddWorldsOptions>();
}
