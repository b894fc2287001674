import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@gatehouse/service';
import { errorClass, isEngineAway } from '@gatehouse/service';
import { isOfEngine } from '../runs/engine-problem.js';
import type { SyncResult, WondeIngestService } from '../wonde-ingest.service.js';
import { logResult } from './log-result.js';

/** The longest that a timer of Node's can be set to, in milliseconds: beyond it would fire at once. */
const LONGEST_PAUSE_MS = 2_147_483_647;
const ENGINE_RETRY_MS = 60_000;

export interface TimetableOptions {
  service: Pick<WondeIngestService, 'syncAll'>;
  /** From the beginning of one synchronisation to the next one's, which is late if the first lasts longer; 0 for one only. */
  everyMinutes: number;
  /** When it is tried again where an engine did not answer, in milliseconds; a minute when left out. */
  engineRetryMs?: number;
  logger: Logger;
  /** Ends the pause; what is being synchronised is the service's to stop. */
  signal: AbortSignal;
}

/**
 * Synchronises at once, and then again and again until the signal. Where an engine does not answer, so that not even the
 * schools are known, or the run of each of them has failed on it, it tries again soon.
 *
 * @throws what else a synchronisation throws.
 */
export async function keepTimetable({
  service,
  everyMinutes,
  engineRetryMs = ENGINE_RETRY_MS,
  logger,
  signal,
}: TimetableOptions): Promise<void> {
  const everyMs = Math.min(everyMinutes * 60_000, LONGEST_PAUSE_MS);
  for (;;) {
    const began = performance.now();
    const result = await service.syncAll().catch((error: unknown) => {
      if (!isEngineAway(error)) throw error;
      logger.error(
        { error: errorClass(error) },
        'No school could be synchronised: an engine does not answer.',
      );
    });
    if (result) logResult(logger, result);
    const isDone = result && !isFailedByEngines(result);
    if (isDone && everyMs === 0) return;
    const pauseMs = isDone ? Math.max(0, everyMs - (performance.now() - began)) : engineRetryMs;
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}

/** Whether nothing came of a synchronisation but what engines did not answer; where one run in many fails, the next one is soon enough. */
function isFailedByEngines({ schools, problem }: SyncResult): boolean {
  if (problem) return isOfEngine(problem);
  const tried = schools.filter(({ outcome }) => outcome !== 'skipped');
  return tried.length > 0 && tried.every(({ problems }) => problems.some(isOfEngine));
}
