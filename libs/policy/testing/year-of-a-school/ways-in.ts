import { effective, namePartsOf, namesAgree, ordersAway } from '../../src/index.js';
import type { RegisterScene } from '../a-register.js';
import { keyOf } from '../a-register.js';
import type { MisRow } from './living-school.js';
import type { WayIn } from './year-figures.js';

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
