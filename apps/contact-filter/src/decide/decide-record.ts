import type { DecideInput, DecideRecord, Decided, ReviewRecords } from '@gatehouse/ledger';
import { decideContactRecord } from './decide-contact-record.js';
import { decideEmployeeRecord } from './decide-employee-record.js';
import { decideRosterRecord } from './decide-roster-record.js';
import { decideStudentRecord } from './decide-student-record.js';
import { WITHOUT_CHILDREN, reviewOn } from '@gatehouse/policy';

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

/** What becomes of a record that is in, from its ledger alone (design section 1, step 6). Pure. */
export const reviewRecord: ReviewRecords = { review: reviewOn, withoutChildren: WITHOUT_CHILDREN };
