import { pluralOf } from '@gatehouse/schemas';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import type { KindHold } from './kind-holds.js';
import { kindHolds } from './kind-holds.js';

/**
 * What waits for a person, of which kind, since when, from when readers do not see it, whose turn it is, and the commands to
 * go on with; and what ended by itself.
 *
 * @param place the option that names the data directory, where it is not the default one.
 */
export function holdNotes({ schoolId, outcome, addOns }: SchoolResult, place: string): string[] {
  return kindHolds(addOns).flatMap((hold) => {
    if (hold.isMoot) {
      // A school that was skipped shows its last account: what ended then was told then.
      if (outcome === 'skipped') return [];
      return [
        `  i What waited of the ${pluralOf(hold.kind)} ended by itself: no more are gone now than the limits allow.`,
      ];
    }
    const say = commandsOf(schoolId, place, hold);
    return hold.arrivals.length > 0 ? changeNotes(hold, say) : goneNotes(hold, say);
  });
}

interface Commands {
  show: string;
  letIn: string;
  letGo: string;
  discard: string;
}

/** The words name where the ledgers stood when the run was closed: who waits since later is not meant. */
function commandsOf(schoolId: string, place: string, { kind, shown }: KindHold): Commands {
  const revisions = Object.entries(shown)
    .map(([addOn, revision]) => `${addOn}=${revision}`)
    .join(',');
  const of = `--school ${schoolId} --kind ${kind}`;
  const words = `--shown ${revisions} --actor NAME --reason TEXT`;
  const command = (name: string, more: string) =>
    `    npx gatehouse hold ${name}${place} ${of} ${more}`.trimEnd();
  return {
    show: command('show', ''),
    letIn: command('approve', `--arrivals ${words}`),
    letGo: command('approve', words),
    discard: command('discard', words),
  };
}

function goneNotes(hold: KindHold, { show, letGo, discard }: Commands): string[] {
  const { kind, since, withdrawals, answer } = hold;
  const are = isOne(withdrawals) ? 'is' : 'are';
  const gone = `${countOf(withdrawals)} ${isOne(withdrawals) ? kind : pluralOf(kind)} ${are} gone from the source`;
  const head = `  ? ${gone}, too many to go by themselves: held since ${dayOf(since)}.`;
  const seen = `Readers ${seenText(hold)}.`;
  if (answer === 'discarded') {
    return [
      head,
      `    The school said that the MIS is wrong: it must be put right. ${seen}`,
      '    Who they are; and if they have left after all:',
      show,
      letGo,
    ];
  }
  return [
    head,
    `    The school decides. ${seen} Who they are; that they have left; or that the MIS is wrong:`,
    show,
    letGo,
    discard,
  ];
}

function changeNotes(hold: KindHold, { show, letIn, letGo, discard }: Commands): string[] {
  const { kind, since, withdrawals, arrivals, answer } = hold;
  const isAnyGone = withdrawals.length > 0;
  const gone = isAnyGone ? `, and ${countOf(withdrawals)} to go` : '';
  const head = [
    `  ? It looks like a change of MIS: ${countOf(arrivals)} new ${pluralOf(kind)} wait to come in${gone}. Held since ${dayOf(since)}.`,
    ...(isAnyGone ? [`    Of those who wait to go: readers ${seenText(hold)}.`] : []),
  ];
  const goes = isAnyGone ? [letGo] : [];
  if (answer === 'discarded') {
    return [
      ...head,
      '    The school said that the MIS is wrong: it must be put right.',
      show,
      letIn,
      ...goes,
    ];
  }
  if (answer === 'restrictions-unmatched') {
    return [
      ...head,
      '    The school let them in; but court orders or blocks match nobody any more. It moves each to the record under',
      '    which the person stands now, or gives it up. Which they are, with the commands:',
      show,
      ...goes,
    ];
  }
  return [
    ...head,
    '    The school decides. Court orders and blocks that match nobody any more, if there are any, it moves first to the',
    '    record under which the person stands now, or gives them up: "hold show" says which. Then who is new may come in,',
    isAnyGone ? '    and who is gone may go; or the MIS is wrong:' : '    if the MIS is right:',
    show,
    letIn,
    ...goes,
    ...(isAnyGone ? [discard] : []),
  ];
}

/** One number, or the smallest and the largest where the add-ons differ. */
const countOf = (counts: readonly number[]): string =>
  counts.length > 1 ? `${counts[0]} to ${counts.at(-1)}` : String(counts[0] ?? 0);
const isOne = (counts: readonly number[]): boolean => counts.length === 1 && counts[0] === 1;

const dayOf = (time: string) => time.slice(0, 10);

/** What readers see of those who wait to go. */
function seenText({ hidden, hiddenFrom }: KindHold): string {
  if (hiddenFrom === null) return 'do not see them any more; nothing is erased';
  const from = `from ${dayOf(hiddenFrom)} on`;
  return hidden > 0
    ? `do not see ${hidden} of them any more, and the others not ${from}`
    : `do not see them ${from}`;
}
