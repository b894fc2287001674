import type { LinkClasses, RememberedLink } from '@gatehouse/contracts';
import { restrictsStill } from '@gatehouse/policy';
import type { LedgerState } from '../lines/ledger-state.js';

/**
 * Restricting links that still count although this run does not show them: their child is missing from the run and its
 * withdrawal is not closed. Also links of a contact that was gone for a while: a short list never frees anybody
 * (design section 3).
 *
 * @param isSeen whether the run showed the child.
 * @returns those of the contact itself, and those of the person's other contacts.
 */
export function rememberedLinks(
  state: LedgerState,
  recordKey: string,
  personKey: string | undefined,
  isSeen: (child: string) => boolean,
): { own: RememberedLink[]; ofPerson: LinkClasses[] } {
  const counts = (link: LinkClasses) =>
    restrictsStill(link) && !isSeen(link.child) && state.records.get(link.child)?.outcome !== 'withdrawn';
  const own = contactLinks(state, recordKey).filter(counts);
  const ofPerson: LinkClasses[] = [];
  for (const other of personKey ? state.recordsOfPerson(personKey) : []) {
    if (other !== recordKey) ofPerson.push(...contactLinks(state, other).filter(counts));
  }
  return { own, ofPerson };
}

function contactLinks(state: LedgerState, recordKey: string): readonly RememberedLink[] {
  const line = state.records.get(recordKey);
  return line?.kind === 'contact' ? line.links : [];
}
