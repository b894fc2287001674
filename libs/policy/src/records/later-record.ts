import type { MisRecord, RuleInput } from '@gatehouse/schemas';
import { areTwoPeople } from '../people/names.js';

const CURRENT_STRENGTH: readonly RuleInput[] = ['true', 'null', 'absent', 'unreadable', 'false'];

/**
 * A record that was edited at the source while it was read, so that two pages show it with different content: the later
 * content, and of both what keeps it out. Where the later
 * says nothing but what decides, the content is the earlier's. A contact's links are gathered apart; both count.
 */
export function laterRecord(earlier: MisRecord, later: MisRecord): MisRecord {
  const merged: MisRecord = { ...later };
  if (Object.keys(later.fields).length === 0) merged.fields = earlier.fields;
  if (areTwoPeople(earlier.fields, later.fields)) merged.conflicting = true;
  if (earlier.personUnreadable) merged.personUnreadable = true;
  if (earlier.conflicting) merged.conflicting = true;
  if (merged.kind === 'employee' && earlier.kind === 'employee') {
    const isStronger = CURRENT_STRENGTH.indexOf(earlier.current) > CURRENT_STRENGTH.indexOf(merged.current);
    if (isStronger) merged.current = earlier.current;
  }
  if (merged.kind === 'event' && earlier.kind === 'event') {
    if (earlier.visibility === 'not-public') merged.visibility = 'not-public';
    if (earlier.cancelled) merged.cancelled = true;
  }
  const areRosters = 'students' in merged && 'students' in earlier;
  if (areRosters && earlier.membersUnreadable) merged.membersUnreadable = true;
  return merged;
}
