import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { Input } from '../memory/remembered-inputs.js';
import type { Sight } from '../memory/sight.js';
import { effective, ordersAway } from '../memory/sight.js';
import type { OnePerson } from './one-person.js';
import type { About, Standing, StandingOrder } from './standing.js';

/** A restricted row with what restricts it. */
interface Restricted {
  row: string;
  block: Standing['block'];
  orders: StandingOrder[];
  /** The revision of what was read first of it; -1 where a person said so. */
  since: number;
}

/** What restricts rows of one adult, and all the adult's rows. */
export interface RestrictedAdult extends Restricted {
  adult: readonly string[];
}

/** Restricted rows of one adult taken together: fifteen hundred rows under one `upi` must not make a square. */
export function* restrictedAdults(sight: Sight, one: OnePerson): Iterable<RestrictedAdult> {
  const restricted = restrictedRows(sight, one);
  const byRow = new Map(restricted.map((source) => [source.row, source]));
  for (const source of restricted) {
    if (!byRow.has(source.row)) continue;
    const adult = one.adultOf(source.row, source.since);
    const sources = one.isWhole(adult) ? adult.flatMap((row) => byRow.get(row) ?? []) : [source];
    for (const { row } of sources) byRow.delete(row);
    yield {
      row: source.row,
      block: sources.find(({ block }) => block)?.block,
      orders: sources.flatMap(({ orders }) => orders),
      since: Math.min(...sources.map(({ since }) => since)),
      adult,
    };
  }
}

function restrictedRows(sight: Sight, one: OnePerson): Restricted[] {
  const { register, words, through } = sight;
  const found = new Map<string, Restricted>();
  const restrictedRow = (row: string): Restricted => {
    const known = found.get(row) ?? { row, block: undefined, orders: [], since: Infinity };
    found.set(row, known);
    return known;
  };
  for (const input of register.inputs.values()) {
    if (input.input !== 'court_order') continue;
    for (const held of effective(sight, input)) {
      if (!ordersAway(sight, held)) continue;
      const source = restrictedRow(input.row);
      source.orders.push({
        about: aboutWhom(sight, one, input),
        class: held.class,
        of: input.row,
        held,
        via: 'own',
      });
      source.since = Math.min(source.since, held.revision);
    }
  }
  for (const key of words.blocks.keys()) {
    const block = words.blockOf(key, through);
    if (!block) continue;
    for (const row of [key, ...(register.byPerson.get(key) ?? [])]) {
      const source = restrictedRow(row);
      source.block ??= { of: row, since: block.at, key };
      source.since = -1;
    }
  }
  for (const move of words.moves) {
    const source = () => restrictedRow(move.to);
    if (move.courtOrder !== undefined && !isMovedOrderEnded(sight, move)) {
      const order = {
        about: '*',
        class: move.courtOrder,
        of: move.to,
        held: undefined,
        via: 'moved',
      } as const;
      source().orders.push(order);
      source().since = -1;
    }
    if (move.block && !isUnblocked(sight, move)) {
      source().block ??= { of: move.to, since: move.at, key: move.to };
      source().since = -1;
    }
  }
  return [...found.values()];
}

/** By a word about the new row, or by `false` where the same link once said `true`. */
function isMovedOrderEnded(
  { words, register, runs, through }: Sight,
  move: { to: string; revision: number; shown: number },
): boolean {
  const lifted = (words.liftsOfRow.get(move.to) ?? []).some(
    (lift) =>
      lift.revision > move.revision &&
      lift.revision <= through &&
      lift.child === undefined &&
      (lift.input === undefined || lift.input === 'court_order'),
  );
  const released = (register.inputsOfRow.get(move.to) ?? []).some(({ releases }) =>
    releases.some(({ run, revision, wasTrue }) => wasTrue && revision > move.shown && runs.counts(run)),
  );
  return lifted || released;
}

function isUnblocked(
  { words, through }: Sight,
  { from, to, revision }: { from: string; to: string; revision: number },
): boolean {
  return [from, to].some((key) =>
    (words.blocks.get(key) ?? []).some(
      (word) => !word.isBlocked && word.revision > revision && word.revision <= through,
    ),
  );
}

function aboutWhom({ register }: Sight, one: OnePerson, { row, child }: Input): About {
  const isLoose = register.rows.get(row)?.isLoose ?? false;
  return child === undefined || child === UNKNOWN_CHILD || isLoose ? '*' : one.pupilIds(child);
}
