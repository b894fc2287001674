import type { AddOn, MisRecord, RecordMessage, RollCall } from '@gatehouse/schemas';
import type { Settings, Standing } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { Decided } from '../lines/decided.js';

/** The facts that a decision on one record for one add-on rests on. */
export interface DecideInput {
  message: RecordMessage;
  causationId: string;
  /** The record with the fields that this add-on may have. */
  record: MisRecord;
  addOn: AddOn;
  /** Whether the add-on takes employees in this run. */
  takesEmployees: boolean;
  settings: Settings;
  /** What the register says of the record's row. */
  remembered: Standing;
  /** Of a contact: children on whose links a blank order means nothing in this reading. */
  blankPasses: ReadonlySet<string>;
  /** Whether the school blocks anybody at all. */
  isAnybodyBlocked: boolean;
  /** What was said of the kind's reading. */
  reading: Pick<RollCall, 'whole'>;
  /** New, and waits for a person: it looks like a change of MIS (design section 3, hold). */
  isArrivalHeld: boolean;
  /** Whether a pupil or an employee is new and waits so: who names them cannot be told without them yet. */
  waits: (recordKey: string) => boolean;
  /** Whether the record is in the add-on now. */
  isIn: boolean;
  /** Whether a record is in the add-on: documents name only who is (ADR 0010). */
  isPresent: (recordKey: string) => boolean;
  pseudonyms: Pseudonyms;
}

/** What a service brings to the writer: the decision on one record for one add-on; undefined leaves its last line. Pure. */
export type DecideRecord = (input: DecideInput) => Decided | undefined;
