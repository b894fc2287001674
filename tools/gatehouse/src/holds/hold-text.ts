import { pluralOf } from '@gatehouse/schemas';
import { printable } from '@gatehouse/terminal';
import type { HoldDocument } from './hold-document.js';
import type { Turn } from './answers.js';
import { shownText } from './hold-document.js';
import { hiddenText } from './holds-text.js';
import { limitsText, WHOSE_TURN } from './in-words.js';
import type { Unmatched } from './unmatched.js';

/** By record key; null where no ledger holds values of the record any more. */
export type Names = ReadonlyMap<string, { [field: string]: unknown } | null>;

/**
 * All that is known of a hold, for reading on a terminal.
 *
 * @param names of those who would go, where somebody asked for them.
 */
export function holdText(hold: HoldDocument, names: Names | undefined): string {
  const { schoolId, kind, since, judged, limits, withdrawals, arrivals, turn, shown, commands } = hold;
  const kinds = pluralOf(kind);
  const lines = [
    `What waits of the ${kinds} of school ${schoolId}, since ${since}`,
    `  judged      ${judged.gone} of the ${judged.stood} that stood before it began are gone from the source`,
    `  limits      ${limitsText(limits)}`,
    `  hidden      ${hiddenText(withdrawals)}`,
    `  answers     ${answersText(hold)}`,
    `  whose turn  ${WHOSE_TURN[turn]}`,
    `  shown       ${shownText(shown)}`,
    ...(hold.isChangeOfMis ? ['', ...changeText(hold)] : []),
    ...(withdrawals.records > 0
      ? [
          '',
          `Who would go (${withdrawals.records}): imported, and not in the source any more`,
          ...listText(hold.wouldGo, names),
        ]
      : []),
    ...(arrivals.records > 0
      ? [
          '',
          `Who waits to come in (${arrivals.records}): the ledgers hold no values of theirs, so no names`,
          ...listText(hold.wouldComeIn, undefined),
        ]
      : []),
    '',
    'Go on with',
    ...commands.slice(1).map((command) => `  ${command}`),
    ...(commands.length === 1 ? [`  ${NEXT[turn] ?? 'nothing: all is said'}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const NEXT: { [turn in Turn]?: string } = {
  'restrictions-unmatched':
    'the commands above, for each restriction; then who is new may be let in with "gatehouse hold approve --arrivals"',
};

function answersText({ withdrawals, arrivals }: HoldDocument): string {
  const said = [
    withdrawals.approved > 0 && `${withdrawals.approved} may go`,
    withdrawals.discarded > 0 && `${withdrawals.discarded} stay, for the source is wrong`,
    arrivals.approved > 0 && `${arrivals.approved} may come in`,
  ].filter(Boolean);
  return said.length > 0 ? said.join('; ') : 'none';
}

function changeText({ schoolId, kind, unmatched }: HoldDocument): string[] {
  const kinds = pluralOf(kind);
  const looks = `It looks like a change of MIS: most ${kinds} are new, and about as many are gone. Nobody comes in before a person lets them.`;
  if (unmatched.length === 0) return [looks, 'Every restriction and block matches somebody, or was moved.'];
  return [
    looks,
    `Restrictions that match nobody any more (${unmatched.length}): nobody comes in before each is moved to the record under which`,
    'the person stands now (NEW), or given up.',
    ...blankText(schoolId, unmatched),
    ...unmatched.flatMap(unmatchedText),
  ];
}

/** Of many that are there only since nothing is recorded, one word ends all. */
function blankText(schoolId: string, unmatched: readonly Unmatched[]): string[] {
  const blank = unmatched.filter(({ isBlank, block }) => isBlank && !block).length;
  if (blank === 0) return [];
  return [
    `Of ${blank} of them no court order is recorded. If blank means none at this school, one decision ends these:`,
    `    npx gatehouse settings set --school ${schoolId} --blank-court-order no-order --actor NAME --reason TEXT`,
  ];
}

/** For reading, and in the refusal of an approval. */
export const unmatchedText = ({ row, courtOrder, isBlank, block, move, giveUp }: Unmatched): string[] => [
  `  ${row}: ${[courtOrder && (isBlank ? 'court order not recorded (blank)' : 'court order'), block && 'block'].filter(Boolean).join(' and ')}`,
  `    ${move}`,
  ...giveUp.map((command, i) => `    ${i === 0 ? 'or' : 'and'} ${command}`),
];

/** The records of each add-on, once for all add-ons that have the same. */
function listText(keys: HoldDocument['wouldGo'], names: Names | undefined): string[] {
  const lists = new Map<string, string[]>();
  for (const [addOn, records] of Object.entries(keys)) {
    const text = records.join(' ');
    if (text !== '') lists.set(text, [...(lists.get(text) ?? []), addOn]);
  }
  return [...lists].flatMap(([text, addOns]) => [
    `  ${addOns.join(', ')}`,
    ...text.split(' ').map((key) => `    ${key}${names ? `  ${nameOf(names.get(key))}` : ''}`),
  ]);
}

function nameOf(values: { [field: string]: unknown } | null | undefined): string {
  if (!values) return 'no name: no ledger holds values any more';
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([field, value]) => `${field}: ${printable(value)}`)
    .join(', ');
}
