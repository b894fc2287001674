import type { LiftAsked, Remembered } from '@gatehouse/policy';
import { judgeLift, listRestrictions } from '@gatehouse/policy';
import { UsageError } from '../usage-error.js';
import { howItEnds } from './how-it-ends.js';
import type { KnownRegister } from './known-register.js';
import { WHY } from './why-in-words.js';

/** More than these are counted, not named. */
const MOST_NAMED = 10;

/**
 * The rows of which something would be lifted.
 *
 * @throws UsageError when the word is refused, with what to do.
 */
export function mayBeLifted(known: KnownRegister, asked: LiftAsked, shown: number): string[] {
  const { remembered, said, later, isMoved } = judgeLift(known.sight, known.standings, asked, shown);
  if (remembered.length === 0 && !isMoved) throw new UsageError(nothingThere(known, asked));
  if (said.length > 0) throw new UsageError(stillSaid(asked, remembered, said));
  if (later.length > 0) throw new UsageError(readSince(shown, later));
  return 'row' in asked ? [asked.row] : [...new Set(remembered.map(({ row }) => row))];
}

function nothingThere(known: KnownRegister, asked: LiftAsked): string {
  if ('run' in asked) {
    return `Nothing that run ${asked.run} read as unreadable is remembered any more, and no responsibility waits of it.`;
  }
  const nothing = `Nothing is remembered of this row${asked.child || asked.input ? ' there' : ''}, so there is nothing to lift.`;
  const others = listRestrictions(known.sight, known.standings).filter(({ row }) => row === asked.row);
  const isBlocked = known.standings.of(asked.row).block !== undefined;
  if (others.length === 0) {
    return isBlocked
      ? `${nothing} It is blocked: "gatehouse settings set --unblock" ends that.`
      : `${nothing} "gatehouse restriction show" tells what is known of it.`;
  }
  const ways = others.map((entry) => {
    const { command, says } = howItEnds(known, entry);
    return `  ${WHY[entry.because].name} (of ${entry.of}): ${command ?? says}`;
  });
  return [`${nothing} What keeps it out ends otherwise:`, ...new Set(ways)].join('\n');
}

function stillSaid(asked: LiftAsked, remembered: readonly Remembered[], said: readonly Remembered[]): string {
  const others = remembered.length - said.length;
  const narrower =
    others === 0
      ? ''
      : 'run' in asked
        ? ` The other ${others} can be lifted row by row: "gatehouse restriction list" has the commands.`
        : ` ${others} more can be lifted: name one child and input with --child and --input.`;
  return [
    `The newest reading still says ${said.length} of the ${remembered.length} that this would lift. Correct it in the MIS; the ` +
      `run that reads it so ends it.${narrower}`,
    ...named(said),
  ].join('\n');
}

const readSince = (shown: number, later: readonly Remembered[]): string =>
  [
    `Since revision ${shown} more was read of it. Look again with "gatehouse restriction list", and decide on what it says now.`,
    ...named(later),
  ].join('\n');

function named(remembered: readonly Remembered[]): string[] {
  const lines = remembered
    .slice(0, MOST_NAMED)
    .map(({ row, child, input, held }) =>
      [`  row ${row}`, child && `child ${child}`, `${input} ${held.class}`, `read by run ${held.run}`]
        .filter(Boolean)
        .join(', '),
    );
  const more = remembered.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}
