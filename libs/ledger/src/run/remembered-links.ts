import type { LinkClasses, RememberedLink } from '@gatehouse/contracts';
import { restrictsStill } from '@gatehouse/policy';
import type { LedgerState } from '../lines/ledger-state.js';

/**
 * Restricting links that still count although this run does not show them: their child is missing from the run and its
 * withdrawal is not closed. Also links of a contact that was gone for a while: a short list never frees anybody
 * (design section 3).
 *
 * A contact that the ledger knows under another person key than the source gives today (its `upi` was lost or changed)
 * stays bound by what restricts that person, too: the data do not settle who it is.
 *
 * @param contact as the run shows it.
 * @param isSettled whether the run showed the child with all its contacts.
 * @returns those of the contact itself, and those of the person's other contacts.
 */
export function rememberedLinks(
  state: LedgerState,
  contact: { recordKey: string; personKey: string | undefined; links: readonly LinkClasses[] },
  isSettled: (child: string) => boolean,
): { own: RememberedLink[]; ofPerson: LinkClasses[] } {
  const { recordKey, personKey } = contact;
  const shown = new Set(contact.links.map(({ child }) => child));
  const restricts = (link: LinkClasses) => restrictsStill(link) && !state.hasLeftSource(link.child);
  const counts = (link: LinkClasses) => restricts(link) && !isSettled(link.child);
  const own = contactLinks(state, recordKey).filter((link) => counts(link) && !shown.has(link.child));
  const ofPerson: LinkClasses[] = [];
  for (const person of new Set([...(personKey ? [personKey] : []), ...state.personsOf(recordKey)])) {
    for (const other of state.recordsOfPerson(person)) {
      if (other === recordKey) continue;
      if (person === personKey) ofPerson.push(...contactLinks(state, other).filter(counts));
      else if (!state.hasLeftSource(other)) ofPerson.push(...contactLinks(state, other).filter(restricts));
    }
  }
  return { own, ofPerson };
}

function contactLinks(state: LedgerState, recordKey: string): readonly RememberedLink[] {
  const line = state.records.get(recordKey);
  return line?.kind === 'contact' ? line.links : [];
}
