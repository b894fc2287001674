import type { RegisterInput } from '@gatehouse/schemas';
import { registerInputSchema, RestrictionLifted } from '@gatehouse/schemas';
import type { LiftAsked } from '@gatehouse/policy';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import { changeOf } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import { mayBeLifted } from './may-be-lifted.js';
import type { Decide } from './say-word.js';
import { sayWord, WITH_THE_NEXT_RUN, withWordOptions } from './say-word.js';
import type { WordFlags } from './word-options.js';
import { childOf, rowOf, wholeNumber } from './word-options.js';

interface LiftFlags extends WordFlags {
  row?: string;
  child?: string;
  input?: RegisterInput;
  run?: number;
}

/** `gatehouse restriction lift`: what is remembered of a row, or unreadable of a run, holds no more. */
export function addRestrictionLift(parent: Command, terminal: Terminal, useData: UseData): void {
  const lift = parent
    .command('lift')
    .description(
      'Ends what is remembered of a row, if meant about one child and one input only; or all that one run read as ' +
        'unreadable and the responsibilities that it left waiting, never an order. Refused, with exit code 2, where ' +
        'nothing is remembered, and while the newest reading says it: that is put right in the MIS.',
    )
    .option('--row <key>', 'the row, by record key')
    .option('--child <key>', 'only what is said about this pupil, by record key, or "unknown"')
    .addOption(
      new Option('--input <input>', 'only what this input says').choices(registerInputSchema.options),
    )
    .addOption(new Option('--run <number>', 'instead of a row: a run').argParser(wholeNumber));
  withWordOptions(lift)
    .addHelpText(
      'after',
      examples(
        [
          "restriction lift --school A1000008530 --row 0123456789abcdef0123456789abcdef --input court_order --actor 'S. Lead' --reason 'Order of 3 May expired' --dry-run",
          'what would end, and who would be free; records nothing',
        ],
        [
          "restriction lift --school A1000008530 --run 214 --actor 'S. Lead' --reason 'The export of that night was broken'",
          'everything unreadable that one run read',
        ],
      ),
    )
    .action(async (flags: LiftFlags) => {
      const asked = askedOf(flags);
      await sayWord(flags, WITH_THE_NEXT_RUN, terminal, useData, deciding(asked));
    });
}

function askedOf({ row, child, input, run }: LiftFlags): LiftAsked {
  if (run !== undefined) {
    if (row === undefined && child === undefined && input === undefined) return { run };
    throw new UsageError(
      '--run stands for itself: leave out --row, --child and --input, or leave out --run.',
    );
  }
  if (row === undefined) throw new UsageError('Give --row, or --run.');
  return { row: rowOf('--row', row), child: child === undefined ? undefined : childOf(child), input };
}

const deciding =
  (asked: LiftAsked): Decide =>
  (known, { reason, shown }) => {
    const rows = mayBeLifted(known, asked, shown);
    return { change: changeOf(RestrictionLifted, { ...asked, shown, reason }), rows };
  };
