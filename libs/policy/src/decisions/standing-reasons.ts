import type { Reason } from '@gatehouse/schemas';

/** What keeps any record out, whatever its content. */
export interface Standing {
  /** The source delivered the record twice with different content in one run. */
  conflicting: boolean;
  /** The school blocked the person. */
  blocked?: boolean;
  /** Somebody is blocked, and nobody can say whether this is the one: the person of the record cannot be read. */
  maybeBlocked?: boolean;
  /** New, among so many new ones that the MIS may have been changed: it waits for a person. */
  arrivalHeld?: boolean;
}

export function standingReasons({ conflicting, blocked, maybeBlocked, arrivalHeld }: Standing): Reason[] {
  const reasons: Reason[] = [];
  if (conflicting) reasons.push('DUPLICATE_SOURCE_RECORD');
  if (blocked) reasons.push('PERSON_BLOCKED');
  else if (maybeBlocked) reasons.push('RULE_INPUT_UNREADABLE');
  if (arrivalHeld) reasons.push('ARRIVAL_HELD');
  return reasons;
}
