import type { RosterRecord } from '@gatehouse/contracts';
import type { Decided, DecideInput, LineDocument } from '@gatehouse/ledger';
import { decideRoster } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, isPresent } from './decided-on.js';

/**
 * A class or group with those of its members that are in the add-on: a roster never names, even by pseudonym, somebody
 * who stays out. Employees are left out whole where the add-on takes none.
 */
export function decideRosterRecord(input: DecideInput, record: RosterRecord): Decided {
  const decision = decideRoster({ conflicting: record.conflicting ?? false });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision };
  const { fields } = record;
  const document: LineDocument = { ...fields, students: present(input, record.students) };
  if (input.run.grants[input.addOn].employee) document['employees'] = present(input, record.employees);
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(document),
    fields: fieldNames(fields),
  };
}

/** Sorted, so that the order in which the source lists members never makes a new line. */
const present = ({ state }: DecideInput, members: readonly string[]) =>
  [...members]
    .filter((key) => isPresent(state, key))
    .sort()
    .map((id) => ({ id }));
