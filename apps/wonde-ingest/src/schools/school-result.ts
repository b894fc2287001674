import type { AddOn, AddOnAccount, DroppedFields } from '@gatehouse/schemas';
import type { RestrictionsResult } from '../restrictions/restrictions-result.js';

/** Why nothing, or not everything, came in. The message is safe to show. */
export interface RunProblem {
  code: string;
  message: string;
}

/** What became of a school in one synchronisation. */
export interface SchoolResult {
  schoolId: string;
  name: string;
  /** `<schoolId>-<run number>`; null where no run was started. */
  runId: string | null;
  outcome: 'completed' | 'partial' | 'held' | 'failed' | 'skipped';
  durationMs: number;
  addOns: { [addOn in AddOn]?: AddOnAccount };
  /** Who stays out by memory, likeness or for a decision that is due; left out where no run was completed. */
  restrictions?: RestrictionsResult;
  /** Fields of its rows that could not be used; left out where none was dropped. */
  dropped?: DroppedFields;
  /** Why it was skipped or failed, and what could not be read. */
  problems: RunProblem[];
}

/** What became of one synchronisation, without whose it was and how long it took. */
export type ResultOfRun = Omit<SchoolResult, 'schoolId' | 'name' | 'durationMs'>;
