import type { LinkClasses, RememberedLink } from '@gatehouse/contracts';
import { restrictsStill } from '@gatehouse/policy';
import type { LedgerState } from '../lines/ledger-state.js';

/**
 * Restricting links that still count although this run does not show them: their child is missing from the run and its
 * withdrawal is not closed. Also links of a contact that was gone for a while: a short list never frees anybody
 * (design section 3).
 *
 * @param run the run that decides.
 * @param isSeen whether the run showed the child.
 * @returns those of the contact itself, and those of the person's other contacts.
 */
export function rememberedLinks(
  state: LedgerState,
  recordKey: string,
  personKey: string | undefined,
  run: number,
  isSeen: (child: string) => boolean,
): { own: RememberedLink[]; ofPerson: LinkClasses[] } {
  const counts = (link: LinkClasses) =>
    restrictsStill(link) && !isSeen(link.child) && !hadLeft(state, link.child, run);
  const own = contactLinks(state, recordKey).filter(counts);
  const ofPerson: LinkClasses[] = [];
  for (const other of personKey ? state.recordsOfPerson(personKey) : []) {
    if (other !== recordKey) ofPerson.push(...contactLinks(state, other).filter(counts));
  }
  return { own, ofPerson };
}

/**
 * Whether the record's withdrawal was closed before this run. One of this very run does not count: what a run decides must
 * not depend on how far it had come when its messages were repeated.
 */
export function hadLeft(state: LedgerState, recordKey: string, run: number): boolean {
  const line = state.records.get(recordKey);
  return line?.outcome === 'withdrawn' && line.run < run;
}

function contactLinks(state: LedgerState, recordKey: string): readonly RememberedLink[] {
  const line = state.records.get(recordKey);
  return line?.kind === 'contact' ? line.links : [];
}
