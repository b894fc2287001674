import type { RuleInput } from '@gatehouse/schemas';
import { daysBetween } from '../../days.js';
import type { Settings } from '../../settings/settings.js';
import type { Link, Register } from './register.js';
import type { Held, Input } from './remembered-inputs.js';
import type { Runs } from './runs.js';
import type { Words } from './words.js';

/** The register as it is asked: with what people said, which runs completed, and under which settings. */
export interface Sight {
  register: Register;
  words: Words;
  runs: Runs;
  settings: Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;
  /** What widens counts up to this revision of `settings-`: in a run, those that it was started on. */
  through: number;
}

/** How long blank readings and links that are not shown are borne, in days. */
export const PATIENCE_DAYS = 30;

/** What is still remembered of an input: neither released by a completed run nor lifted by a word. */
export function effective(sight: Sight, input: Input): Held[] {
  return input.held.filter((held) => !isReleased(sight, input, held) && !isLifted(sight, input, held));
}

function isReleased({ runs }: Sight, { releases }: Input, held: Held): boolean {
  return releases.some(({ run, revision }) => revision > held.revision && runs.counts(run));
}

function isLifted({ words, through }: Sight, input: Input, held: Held): boolean {
  const reaches = (lift: { revision: number; shown: number }) =>
    lift.revision <= through && held.revision <= lift.shown;
  const ofRow = words.liftsOfRow.get(input.row) ?? [];
  if (
    ofRow.some(
      (lift) =>
        reaches(lift) &&
        (lift.child === undefined || lift.child === input.child) &&
        (lift.input === undefined || lift.input === input.input),
    )
  )
    return true;
  return words.liftsOfRun.some(
    (lift) =>
      reaches(lift) &&
      ((held.class === 'unreadable' && held.run === lift.run) ||
        (input.input === 'parental_responsibility' && input.waiting?.run === lift.run)),
  );
}

/** Whether a remembered court order keeps its person out under the school's settings. */
export function ordersAway(sight: Sight, held: Held): boolean {
  if (held.class === 'false') return false;
  if (held.class !== 'null') return true;
  return (
    sight.settings.blankCourtOrder === 'undecided' || (held.blank && !isBlankSaidSince(sight, held.revision))
  );
}

/** Whether the school said what blank means knowing of the register up to `revision`. */
export const isBlankSaidSince = ({ words, through }: Sight, revision: number): boolean =>
  words.blankSaid.some((word) => word.shown >= revision && word.revision <= through);

/** What a blank value of a link means in a blank reading; `plain` outside of one, and once the school has spoken. */
export type BlankMeaning = 'plain' | 'passes' | 'restricts';

/**
 * What `null` or `absent` means on a link while the school's MIS has stopped to give any `false` (restrictions.md, rule
 * 2): nothing on links that were shown before, for 30 days; on others it restricts, until the school says what blank means.
 *
 * @param day of the reading that is decided.
 */
export function blankMeaning(sight: Sight, link: Link | undefined, day: string): BlankMeaning {
  const { blank } = sight.register;
  if (!blank || isBlankSaidSince(sight, blank.revision)) return 'plain';
  if (!link?.shownBeforeBlank) return 'restricts';
  return daysBetween(blank.day, day) < PATIENCE_DAYS ? 'passes' : 'plain';
}

export const isBlankClass = (said: RuleInput) => said === 'null' || said === 'absent';

/** Lapsing takes this many whole readings on different days, beside the days themselves (restrictions.md, rules 6 and 14). */
const PATIENCE_READINGS = 10;

/** Whether so long has passed since that day, in days and in whole readings, that what is not shown says nothing any more. */
export function hasPassed(register: Register, since: string, day: string): boolean {
  if (daysBetween(since, day) < PATIENCE_DAYS) return false;
  const days = new Set([...register.days, day]);
  return [...days].filter((one) => one > since).length >= PATIENCE_READINGS;
}
