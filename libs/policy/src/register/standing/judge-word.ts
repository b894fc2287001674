import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import type { Held, Input } from '../memory/remembered-inputs.js';
import type { Sight } from '../memory/sight.js';
import { effective, ordersAway } from '../memory/sight.js';
import type { Standings } from './standings.js';

/** What a person wants to end: what is remembered of a row, if meant of one child and input, or all of a run. */
export type LiftAsked =
  | { row: string; child: string | undefined; input: RegisterInput | undefined }
  /** Everything unreadable that this run read, and the responsibilities that it left waiting. */
  | { run: number };

/** Something that a lift would end. */
export interface Remembered {
  row: string;
  child: string | undefined;
  input: RegisterInput;
  held: Held;
}

interface LiftVerdict {
  /** All that keeps somebody out and that the word is about; the lists below are parts of it. */
  remembered: readonly Remembered[];
  /** What the newest reading still says: that is ended in the source, not by a word. */
  said: readonly Remembered[];
  /** What was read after the revision that the person was shown: the word would not reach it. */
  later: readonly Remembered[];
  /** Whether a restriction that was moved to the row is among what ends. */
  isMoved: boolean;
}

/**
 * What a word would lift, and what speaks against it (restrictions.md, rule 8): it is refused where nothing is
 * remembered, and while the newest reading says it.
 *
 * @param shown the revision of `restrictions-` that the person was shown.
 */
export function judgeLift(sight: Sight, standings: Standings, asked: LiftAsked, shown: number): LiftVerdict {
  const remembered: Remembered[] = [];
  const said: Remembered[] = [];
  const later: Remembered[] = [];
  for (const input of inputsOf(sight, asked)) {
    for (const held of effective(sight, input)) {
      if (!isMeant(asked, input, held)) continue;
      if (input.input === 'court_order' && !ordersAway(sight, held)) continue;
      const one = { row: input.row, child: input.child, input: input.input, held };
      remembered.push(one);
      if (isSaid(sight, input, held)) said.push(one);
      if (held.revision > shown) later.push(one);
    }
  }
  return { remembered, said, later, isMoved: isOfMove(standings, asked) };
}

/** Whether the newest reading says it: the last whole one, and all pages read since. */
export function isSaid({ register }: Sight, input: Input, held: Held): boolean {
  if (input.last !== held.class) return false;
  const { row, child } = input;
  if (child === undefined) return true;
  // Of these the whole readings said nothing: a page that says it again restricts again.
  if (!register.isUnsettled(child) && register.isShown(row, child)) return true;
  return held.revision > (register.lastWhole.contact?.revision ?? -1);
}

const inputsOf = ({ register }: Sight, asked: LiftAsked): Iterable<Input> =>
  'run' in asked ? register.inputs.values() : (register.inputsOfRow.get(asked.row) ?? []);

function isMeant(asked: LiftAsked, input: Input, held: Held): boolean {
  if ('run' in asked) {
    const isUnreadable = held.class === 'unreadable' && held.run === asked.run;
    return isUnreadable || (input.input === 'parental_responsibility' && input.waiting?.run === asked.run);
  }
  return (
    (asked.child === undefined || asked.child === input.child) &&
    (asked.input === undefined || asked.input === input.input)
  );
}

function isOfMove(standings: Standings, asked: LiftAsked): boolean {
  if ('run' in asked || asked.child !== undefined) return false;
  if (asked.input !== undefined && asked.input !== 'court_order') return false;
  return standings.of(asked.row).orders.some(({ via, of }) => via === 'moved' && of === asked.row);
}

type MoveVerdict =
  | { ok: true; courtOrder: RuleInput | undefined; block: boolean }
  | { ok: false; because: 'same-row' | 'not-restricted' | 'unknown-row' | 'other-kind' };

/** From the one that no setting can take back to the one that a setting decides. */
const STRICTEST_FIRST: readonly RuleInput[] = ['true', 'unreadable', 'absent', 'null'];

/**
 * What moves from an old row to a new one after a change of MIS (restrictions.md, rule 8): the strictest class of what
 * orders keep the old row out, and its block. Whoever only may be somebody restricted has nothing to move.
 */
export function judgeMove(
  { register }: Pick<Sight, 'register'>,
  standings: Standings,
  from: string,
  to: string,
): MoveVerdict {
  if (from === to) return { ok: false, because: 'same-row' };
  const { orders, block } = standings.of(from);
  if (orders.length === 0 && !block) return { ok: false, because: 'not-restricted' };
  const [old, renewed] = [register.rows.get(from), register.rows.get(to)];
  if (!renewed) return { ok: false, because: 'unknown-row' };
  if (old && old.kind !== renewed.kind) return { ok: false, because: 'other-kind' };
  const courtOrder = STRICTEST_FIRST.find((said) => orders.some((order) => order.class === said));
  return { ok: true, courtOrder, block: block !== undefined };
}
