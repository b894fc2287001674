import { hiddenFrom, HoldDiscarded, PATIENCE_WITH_HOLDS_DAYS } from '@gatehouse/schemas';
import type { Command } from 'commander';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import { changeOf } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import { answersTo } from './answers.js';
import type { HoldFlags } from './hold-options.js';
import { keysOf } from './kind-hold.js';
import { requireMeant } from './meant-by-word.js';
import type { DecideHold } from './say-hold.js';
import { sayHold, withHoldOptions } from './say-hold.js';

/** `gatehouse hold discard`: the source is wrong; who waits to go stays for a time. */
export function addHoldDiscard(parent: Command, terminal: Terminal, useData: UseData): void {
  const discard = parent
    .command('discard')
    .description(
      `Says that the source is wrong and will be put right: who waits to go stays for ${PATIENCE_WITH_HOLDS_DAYS} days from now. Then ` +
        'readers do not see them any more; nothing is erased. Said again, it gives no more time to those that it was said ' +
        'of. Refused, with exit code 2, where nobody waits to go, or it was said of all of them.',
    );
  withHoldOptions(discard)
    .addHelpText(
      'after',
      examples([
        "hold discard --school A1000008530 --kind student --actor 'S. Lead' --reason 'The export lost a year group, ticket 4711'",
        'the MIS is wrong, and will be put right',
      ]),
    )
    .action((flags: HoldFlags) => sayHold(flags, terminal, useData, discarding(terminal.now())));
}

const discarding =
  (now: Date): DecideHold =>
  (hold, context, { reason, shown }) => {
    if (!hold || !context || keysOf(hold, 'withdrawals').size === 0) {
      throw new UsageError('Nothing of this kind waits to go, so there is nothing to discard.');
    }
    const { discarded } = answersTo(hold, context.words);
    const already =
      'Of all who wait it was said already that the source is wrong; said again it gives them no more time. Put the source ' +
      'right, or let them go with "gatehouse hold approve".';
    return {
      change: changeOf(HoldDiscarded, { kind: hold.kind, shown, reason }),
      meant: requireMeant(hold, 'withdrawals', shown, discarded, already),
      effect:
        `They stay for ${PATIENCE_WITH_HOLDS_DAYS} days from now, until ${hiddenFrom(now.toISOString()).slice(0, 10)}; those of whom it was said before ` +
        'keep their day. If they are still missing then, readers do not see them any more; nothing is erased. A run that ' +
        'shows them again ends the wait by itself. Who is kept out by a rule goes all the same, such as a contact whose last ' +
        'child leaves.',
    };
  };
