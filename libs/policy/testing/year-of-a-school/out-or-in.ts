import { effective, isBlankClass, namePartsOf, namesAgree, ordersAway } from '../../src/index.js';
import type { ContactStands, RegisterScene } from '../a-register.js';
import { idOf, keyOf } from '../a-source.js';
import type { MisRow } from './living-school.js';

/** By what the register keeps somebody out who would come in by their own row, the first that holds. */
export const KEPT_OUT_BY = [
  'waiting',
  'remembered',
  'same-person',
  'alike',
  'made-again',
  'blank',
  'responsibility',
] as const;
export type KeptOutBy = (typeof KEPT_OUT_BY)[number];

export interface WhyKeptOut {
  by: KeptOutBy;
  /** The row whose restriction it is. */
  of: string;
}

/** Why somebody comes in with fewer children than their own row would let in, or not at all. */
export function whyKeptOut(scene: RegisterScene, { id, standing }: ContactStands): WhyKeptOut | undefined {
  const found: WhyKeptOut[] = [];
  for (const { of, via, class: said } of standing.orders) {
    const isOwn = via !== 'person';
    const isWaiting = isOwn && (scene.register.inputsOfRow.get(of) ?? []).some(({ waiting }) => waiting);
    found.push({
      by: isWaiting ? 'waiting' : !isOwn ? 'same-person' : isBlankClass(said) ? 'blank' : 'remembered',
      of,
    });
  }
  for (const { because, of } of standing.unclear) found.push({ by: because, of });
  for (const { of } of standing.responsibility) found.push({ by: 'responsibility', of });
  const rank = ({ by, of }: WhyKeptOut) => KEPT_OUT_BY.indexOf(by) + (of === keyOf('contact', id) ? 0 : 0.5);
  const first = found.sort((a, b) => rank(a) - rank(b))[0];
  return first && { by: first.by, of: idOf(first.of) };
}

/** How somebody who is truly under an order comes in all the same; all but the last are stated where the register ends. */
export const WAYS_IN = [
  /** No reading has shown the order yet: made on the day of one that failed before it, or of one without values. */
  'order not read yet',
  /** Every row on which an order was read has another name: misspelt, or one of a former marriage. */
  'other names',
  /** No reading showed the two rows together, and they have no child in common. */
  'other child, never together',
  /** The names agree, and nothing else that the two rows say does. */
  'nothing in common',
  /** None of these: a fault of the register. */
  'fault',
] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** Rows of people who were ever under an order, as the nights showed them. */
export class ShownRows {
  readonly #shown = new Map<string, { row: MisRow; nights: Set<number>; children: Set<string> }>();

  add(night: number, row: MisRow): void {
    const known = this.#shown.get(row.id) ?? { row, nights: new Set<number>(), children: new Set<string>() };
    this.#shown.set(row.id, known);
    known.nights.add(night);
    for (const { child } of row.links) known.children.add(child);
  }

  /** Why the register lets somebody in who is under an order: what speaks against each row that carries one. */
  wayIn(scene: RegisterScene, { id, person }: MisRow): WayIn {
    const own = this.#shown.get(id);
    const ways = [...this.#shown.values()]
      .filter(({ row }) => row.person === person && row.id !== id && isRestricted(scene, row.id))
      .map((other): WayIn => {
        if (!own) return 'fault';
        if (!namesAgree(namePartsOf(own.row.fields), namePartsOf(other.row.fields))) return 'other names';
        const isTogether = [...other.nights].some((night) => own.nights.has(night));
        const isSameChild = [...other.children].some((child) => own.children.has(child));
        if (!isTogether && !isSameChild) return 'other child, never together';
        return isTogether && !isSameChild ? 'nothing in common' : 'fault';
      });
    if (ways.length === 0) return isRestricted(scene, id) ? 'fault' : 'order not read yet';
    return ways.includes('fault') ? 'fault' : (ways[0] ?? 'fault');
  }
}

const isRestricted = (scene: RegisterScene, id: string): boolean =>
  (scene.register.inputsOfRow.get(keyOf('contact', id)) ?? []).some(
    (input) =>
      input.input === 'court_order' &&
      effective(scene.sight, input).some((held) => ordersAway(scene.sight, held)),
  );
