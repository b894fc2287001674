import type { Command } from 'commander';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { approving } from './approve-hold.js';
import type { HoldFlags } from './hold-options.js';
import { sayHold, withHoldOptions } from './say-hold.js';

/** `gatehouse hold approve`: who waits to go may go, or who waits to come in may come in. */
export function addHoldApprove(parent: Command, terminal: Terminal, useData: UseData): void {
  const approve = parent
    .command('approve')
    .description(
      'Lets go who waits to go: when the next run of the school is closed, and only those that are still missing then. With ' +
        '--arrivals it lets in who waits to come in, with the next full run. It means those that you were shown, and is no ' +
        'word about court orders or blocks. Refused, with exit code 2, where nothing of the kind waits, and with --arrivals ' +
        'while a restriction matches nobody any more.',
    );
  withHoldOptions(approve)
    .option('--arrivals', 'let in who waits to come in, after a change of MIS')
    .addHelpText(
      'after',
      examples(
        [
          "hold approve --school A1000008530 --kind student --shown parent-portal=412,email-text=380 --actor 'S. Lead' --reason 'Year 6 has left' --dry-run",
          'how many it would mean; records nothing',
        ],
        [
          "hold approve --school A1000008530 --kind contact --arrivals --actor 'S. Lead' --reason 'New MIS since Monday'",
          'after a change of MIS: the new ones may come in',
        ],
      ),
    )
    .action(async ({ arrivals, ...flags }: HoldFlags & { arrivals?: true }) => {
      const what = arrivals ? 'arrivals' : 'withdrawals';
      await sayHold(flags, terminal, useData, approving(what, flags.school));
    });
}
