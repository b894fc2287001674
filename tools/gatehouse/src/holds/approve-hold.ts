import { HoldApproved, pluralOf } from '@gatehouse/schemas';
import { changeOf } from '../settings/settings-change.js';
import { UsageError } from '../usage-error.js';
import { answersTo } from './answers.js';
import type { HoldContext } from './hold-document.js';
import { unmatchedText } from './hold-text.js';
import type { KindHold } from './kind-hold.js';
import { keysOf } from './kind-hold.js';
import { requireMeant } from './meant-by-word.js';
import type { DecideHold } from './say-hold.js';

type What = 'withdrawals' | 'arrivals';

const EFFECT: { [what in What]: string } = {
  withdrawals:
    'It takes effect when the next run of the school is closed: those of them leave that are still missing then. Whoever ' +
    'is back stays, and whoever began to wait since is not meant.',
  arrivals:
    'It takes effect with the next full run of the school: the rules decide on each of them. Court orders and blocks hold ' +
    'as before: this is no word about them.',
};

const ALREADY: { [what in What]: string } = {
  withdrawals:
    'Who waits was approved already, and leaves when the next run of the school is closed, if still missing then.',
  arrivals: 'Who waits was let in already, and comes in with the next full run of the school.',
};

/** Whether what waits may be let go, or let in, and whom that means. */
export const approving =
  (what: What, schoolId: string): DecideHold =>
  (hold, context, { reason, shown }) => {
    const found = requireWaiting(hold, context, what, schoolId);
    const answers = answersTo(found.hold, found.context.words);
    if (what === 'arrivals') refuseUnmatched(found.hold, found.context);
    const said = what === 'withdrawals' ? answers.approvedWithdrawals : answers.approvedArrivals;
    const meant = requireMeant(found.hold, what, shown, said, ALREADY[what]);
    return {
      change: changeOf(HoldApproved, { kind: found.hold.kind, what, shown, reason }),
      meant,
      effect: EFFECT[what],
    };
  };

/** @throws UsageError when nobody waits for this word. */
function requireWaiting(
  hold: KindHold | undefined,
  context: HoldContext | undefined,
  what: What,
  schoolId: string,
): { hold: KindHold; context: HoldContext } {
  if (hold && context && keysOf(hold, what).size > 0) return { hold, context };
  const nothing = `Nothing of this kind waits to ${what === 'arrivals' ? 'come in' : 'go'}, so there is nothing to approve.`;
  if (!hold) throw new UsageError(`${nothing} "gatehouse hold list --school ${schoolId}" says what waits.`);
  throw new UsageError(`${nothing} ${OTHERS[what]}`);
}

const OTHERS: { [what in What]: string } = {
  withdrawals: 'Some wait to come in: --arrivals lets them.',
  arrivals: 'Some wait to go: leave out --arrivals to let them.',
};

/** @throws UsageError while a restriction matches nobody: whom it is about would come in under the new id. */
function refuseUnmatched({ kind }: KindHold, { unmatched }: HoldContext): void {
  if (unmatched.length === 0) return;
  const lines = [
    `${unmatched.length} ${unmatched.length === 1 ? 'restriction matches' : 'restrictions match'} nobody any more, so the new ${pluralOf(kind)} cannot come in: somebody under an order or a block may be`,
    'among them. Move each to the record under which the person stands now (NEW), or give it up:',
    ...unmatched.flatMap(unmatchedText),
  ];
  throw new UsageError(lines.join('\n'));
}
