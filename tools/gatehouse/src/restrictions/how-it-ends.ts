import type { KeptOut } from '@gatehouse/policy';
import { judgeLift } from '@gatehouse/policy';
import type { KnownRegister } from './known-register.js';

/** What ends a restriction: the command, where a command does it, and what must be true for it. */
export interface Ending {
  command: string | undefined;
  says: string;
}

/** Who says it, and why, are the reader's to fill in. */
const WHO_AND_WHY = '--actor NAME --reason TEXT';

/** The very command that ends that somebody is kept out in this way (restrictions.md, rule 18). */
export function howItEnds(known: KnownRegister, entry: KeptOut): Ending {
  const { schoolId, revision } = known;
  const school = `--school ${schoolId}`;
  const shown = `--shown ${revision} ${WHO_AND_WHY}`;
  switch (entry.word) {
    case 'lift':
      return liftOf(known, entry, { school, shown });
    case 'separate':
      return {
        command: `npx gatehouse alike separate ${school} ${entry.row} ${entry.of} ${shown}`,
        says: 'if somebody who has looked at both knows that they are two people',
      };
    case 'unblock':
      return { command: unblockOf(known, entry), says: 'if the block of the whole person is over' };
    case 'say-what-blank-means':
      return {
        command: `npx gatehouse settings set ${school} --blank-court-order no-order ${WHO_AND_WHY}`,
        says: 'if a blank field still means that there is no order; for all who are blank',
      };
    case 'next-run':
      return {
        command: `npx gatehouse sync request ${school} ${WHO_AND_WHY}`,
        says: 'or wait for the next run: nothing has to be decided',
      };
  }
}

/** The command that ends a block of a row. */
export function unblockOf(known: KnownRegister, entry: Pick<KeptOut, 'row' | 'of'>): string {
  const keys = blockingKeys(known, entry).map((key) => `--unblock ${key}`);
  return `npx gatehouse settings set --school ${known.schoolId} ${keys.join(' ')} ${WHO_AND_WHY}`;
}

function liftOf(
  { sight, standings, revision }: KnownRegister,
  { row, of, child, input, class: said, because }: KeptOut,
  { school, shown }: { school: string; shown: string },
): Ending {
  const verdict = judgeLift(sight, standings, { row: of, child, input }, revision);
  if (verdict.said.length === 0) {
    const about = [child && `--child ${child}`, input && `--input ${input}`].filter(Boolean).join(' ');
    return {
      command: `npx gatehouse restriction lift ${school} --row ${of} ${about} ${shown}`,
      says: because === 'moved' ? 'if it is over' : 'if somebody knows that it no longer holds',
    };
  }
  if (of !== row) {
    return {
      command: `npx gatehouse alike separate ${school} ${row} ${of} ${shown}`,
      says: `if they are two people; else it ends in the MIS, which says it of ${of} today`,
    };
  }
  return { command: undefined, says: `it ends in the MIS: the newest reading says ${said} here, or more` };
}

/** All keys that were blocked and cover the row: one that is left would go on keeping the person out. */
function blockingKeys(
  { sight, standings }: KnownRegister,
  { row, of }: Pick<KeptOut, 'row' | 'of'>,
): string[] {
  const { register, words, through } = sight;
  const blocked = [of, ...(register.rows.get(of)?.persons.keys() ?? [])].filter((key) =>
    words.blockOf(key, through),
  );
  return blocked.length > 0 ? blocked : [standings.of(row).block?.key ?? of];
}
