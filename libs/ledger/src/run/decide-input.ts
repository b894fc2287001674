import type { AddOn, MisRecord, RecordMessage } from '@gatehouse/contracts';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { Decided } from '../lines/decided.js';
import type { LedgerState } from '../lines/ledger-state.js';
import type { RunContext } from './run-context.js';

export interface DecideInput {
  message: RecordMessage;
  causationId: string;
  /** The record with the fields that this add-on may have. */
  record: MisRecord;
  addOn: AddOn;
  run: RunContext;
  state: LedgerState;
  pseudonyms: Pseudonyms;
}

/** What a service brings to the writer: the decision on one record for one add-on. Pure. */
export type DecideRecord = (input: DecideInput) => Decided;
