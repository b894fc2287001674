import { table } from '../terminal/table.js';
import type { ListedHold } from './hold-document.js';
import { WHOSE_TURN } from './in-words.js';

const HEADER = ['school', 'kind', 'to go', 'to come in', 'since', 'hidden', 'whose turn'];

/** What waits, a line for each school and kind, and below it how each goes on. */
export function holdsText(holds: readonly ListedHold[]): string {
  const parts = holds.map((hold) => {
    const lines = [...byAddOnLines(hold), ...hold.commands];
    return `${hold.schoolId}, ${hold.kind}${hold.isChangeOfMis ? ': it looks like a change of MIS' : ''}\n${lines.map((line) => `  ${line}\n`).join('')}`;
  });
  return [table([HEADER, ...holds.map(cellsOf)]), ...parts].join('\n');
}

const cellsOf = ({ schoolId, kind, withdrawals, arrivals, since, turn }: ListedHold): string[] => [
  schoolId,
  kind,
  String(withdrawals.records),
  String(arrivals.records),
  since,
  hiddenText(withdrawals),
  WHOSE_TURN[turn],
];

/** From when on readers do not see who waits to go. */
export function hiddenText({ records, hidden, hiddenFrom }: ListedHold['withdrawals']): string {
  if (records === 0) return '-';
  if (hidden === 0) return `from ${hiddenFrom}`;
  return hiddenFrom === null ? 'already' : `${hidden} already, others from ${hiddenFrom}`;
}

/** How many in each add-on; one line where all say the same. */
function byAddOnLines({ withdrawals, arrivals }: ListedHold): string[] {
  const lines = new Map<string, string[]>();
  for (const [addOn, toGo] of Object.entries(withdrawals.byAddOn)) {
    const toCome = arrivals.byAddOn[addOn as keyof typeof arrivals.byAddOn] ?? 0;
    const counts = [toGo > 0 && `${toGo} to go`, toCome > 0 && `${toCome} to come in`];
    const text = counts.filter(Boolean).join(', ');
    lines.set(text, [...(lines.get(text) ?? []), addOn]);
  }
  return [...lines].map(([text, addOns]) => `${addOns.join(', ')}: ${text}`);
}
