import type { RosterRecord } from '@gatehouse/schemas';
import type { Decided, DecideInput, LineDocument } from '@gatehouse/ledger';
import { decideRoster } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames } from './decided-on.js';

/** Members were asked for and cannot be read: an unreadable list is never an empty one. */
export class MembersUnreadable extends Error {
  readonly code = 'MEMBERS_UNREADABLE';
  constructor() {
    super('The members of a class or group cannot be read. Ask Wonde to check the integration.');
    this.name = 'MembersUnreadable';
  }
}

/**
 * A class or group with those of its members that are in the add-on: a roster never names, even by pseudonym, somebody
 * who stays out. Employees are left out whole where the add-on takes none.
 *
 * @returns undefined where it is in, and would be emptied only since its members wait to come in: the last line stands.
 * @throws MembersUnreadable: then the record counts as failed, and its last line stands.
 */
export function decideRosterRecord(input: DecideInput, record: RosterRecord): Decided | undefined {
  if (record.membersUnreadable) throw new MembersUnreadable();
  const decision = decideRoster({ conflicting: record.conflicting ?? false });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision };
  const { fields } = record;
  const students = present(input, record.students);
  const isEmptied = students.length === 0 && record.students.some(input.waits);
  if (input.isIn && isEmptied) return undefined;
  const document: LineDocument = { ...fields, students };
  if (input.takesEmployees) document['employees'] = present(input, record.employees);
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(document),
    fields: fieldNames(fields),
  };
}

/** Sorted, so that the order in which the source lists members never makes a new line. */
const present = ({ isPresent }: DecideInput, members: readonly string[]) =>
  [...members]
    .filter(isPresent)
    .sort()
    .map((id) => ({ id }));
