import { EventDamaged } from '@gatehouse/event-store';
import type { Logger } from '@gatehouse/service';
import { errorClass } from '@gatehouse/service';
import { RegisterEventUnreadable, SettingsEventUnreadable } from '@gatehouse/policy';
import { LedgerLineUnreadable } from '../restrictions/seed-register.js';
import { SchoolOverLimit } from '../records/intake.js';
import type { RunProblem } from '../schools/school-result.js';
import { ClosingUnreadable } from './closings-follower.js';
import { engineProblem } from './engine-problem.js';
import { SyncEventUnreadable } from './sync-history.js';

export const STOPPED: RunProblem = {
  code: 'STOPPED',
  message: 'The run was stopped. Start again to synchronise the school.',
};

/** What is said of a run that ended by an error; unexpected ones by their class, for their text may quote anything. */
export function problemOfError(
  logger: Logger,
  schoolId: string,
  stop: AbortSignal,
  error: unknown,
): RunProblem {
  if (stop.aborted) return STOPPED;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    const message =
      'The ledgers were not closed before the run’s deadline. See the log for the service that stopped.';
    return { code: 'RUN_TIMED_OUT', message };
  }
  return unexpectedProblem(logger, schoolId, error);
}

/**
 * Errors whose message is written for people and holds no value of anybody. By class: a code alone proves nothing of a
 * message.
 */
const SAYS_IT_ITSELF = [
  ClosingUnreadable,
  EventDamaged,
  SyncEventUnreadable,
  LedgerLineUnreadable,
  RegisterEventUnreadable,
  SettingsEventUnreadable,
  SchoolOverLimit,
];

/** An engine that did not answer, or an error that nobody foresaw, also in the log. */
export function unexpectedProblem(logger: Logger, schoolId: string, error: unknown): RunProblem {
  const name = errorClass(error);
  if (SAYS_IT_ITSELF.some((type) => error instanceof type)) {
    return { code: name, message: (error as Error).message };
  }
  logger.error({ service: 'wonde-ingest', schoolId, error: name }, 'A school could not be synchronised.');
  const ofEngine = engineProblem(error);
  if (ofEngine) return ofEngine;
  const message = `Something unexpected happened (${name}). What came in earlier stays as it is; start again to go on.`;
  return { code: 'UNEXPECTED', message };
}
