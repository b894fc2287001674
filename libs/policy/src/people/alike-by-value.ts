import { agreeingGroups } from './agreeing-groups.js';
import type { ComparedContact } from './compared-contacts.js';
import type { SharedValue } from './shared-values.js';

/** With more different names a value is a school's, an employer's or a placeholder's. */
const MOST_NAMES = 8;

export interface AlikeByValue {
  kind: SharedValue['kind'];
  /** Every two of a group share the value, and their names agree. */
  groups: (readonly ComparedContact[])[];
}

/** What each shared e-mail, telephone and address says; one that is found with too many names says nothing. */
export function alikeByValue(contacts: readonly ComparedContact[]): AlikeByValue[] {
  const holders = new Map<string, { kind: SharedValue['kind']; of: ComparedContact[] }>();
  for (const contact of contacts) {
    for (const { kind, key } of contact.values) {
      const held = holders.get(key);
      if (held) held.of.push(contact);
      else holders.set(key, { kind, of: [contact] });
    }
  }
  return [...holders.values()]
    .filter(({ of }) => of.length > 1 && !hasTooManyNames(of))
    .map(({ kind, of }) => ({ kind, groups: agreeingGroups(of) }))
    .filter(({ groups }) => groups.length > 0);
}

function hasTooManyNames(holders: readonly ComparedContact[]): boolean {
  const names = new Set<string>();
  for (const { foldedName } of holders) {
    if (foldedName !== '') names.add(foldedName);
    if (names.size > MOST_NAMES) return true;
  }
  return false;
}
