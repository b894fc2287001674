import type { FailedRecord, RecordMessage } from '@gatehouse/schemas';

/** Travels on in the place of a record that could not be processed, so that the roll call still agrees. */
export const stubOf = ({ schoolId, run, runId, kind, recordKey }: RecordMessage): FailedRecord => ({
  type: 'failed-record',
  schoolId,
  run,
  runId,
  kind,
  recordKey,
});
