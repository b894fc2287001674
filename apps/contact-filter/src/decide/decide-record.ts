import type { DecideInput, DecideRecord, Decided } from '@gatehouse/ledger';
import { decideContactRecord } from './decide-contact-record.js';
import { decideEmployeeRecord } from './decide-employee-record.js';
import { decideRosterRecord } from './decide-roster-record.js';
import { decideStudentRecord } from './decide-student-record.js';

/** The decision on a person or a roster for one add-on (design section 3). Pure. */
export const decideRecord: DecideRecord = (input: DecideInput): Decided | undefined => {
  const { record } = input;
  switch (record.kind) {
    case 'student':
      return decideStudentRecord(input, record);
    case 'contact':
      return decideContactRecord(input, record);
    case 'employee':
      return decideEmployeeRecord(input, record);
    case 'class':
    case 'group':
      return decideRosterRecord(input, record);
    case 'event':
      throw new TypeError('Events are decided by calendar-sync.');
  }
};
