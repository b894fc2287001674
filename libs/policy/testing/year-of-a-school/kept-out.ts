import { isBlankClass } from '../../src/index.js';
import type { ContactStands, RegisterScene } from '../a-register.js';
import { idOf, keyOf } from '../a-register.js';

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
