import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@gatehouse/platform';
import type { SyncResult, WondeIngestService } from '../wonde-ingest.service.js';

/** The longest that a timer of Node's can be set to, in milliseconds: beyond it would fire at once. */
const LONGEST_PAUSE_MS = 2_147_483_647;

export interface TimetableOptions {
  service: Pick<WondeIngestService, 'syncAll'>;
  /** From the beginning of one synchronisation to the next one's, which is late if the first lasts longer; 0 for one only. */
  everyMinutes: number;
  logger: Logger;
  /** Ends the pause; what is being synchronised is the service's to stop. */
  signal: AbortSignal;
}

/** Synchronises at once, and then again and again until the signal. @throws what a synchronisation throws. */
export async function keepTimetable({
  service,
  everyMinutes,
  logger,
  signal,
}: TimetableOptions): Promise<void> {
  const everyMs = Math.min(everyMinutes * 60_000, LONGEST_PAUSE_MS);
  for (;;) {
    const began = performance.now();
    tell(logger, await service.syncAll());
    if (everyMs === 0) return;
    await pause(Math.max(0, everyMs - (performance.now() - began)), undefined, { signal }).catch(
      () => undefined,
    );
    if (signal.aborted) return;
  }
}

function tell(logger: Logger, { schools, problem }: SyncResult): void {
  for (const { schoolId, runId, outcome, problems } of schools) {
    const fields = { schoolId, runId, outcome, problems: problems.map(({ code }) => code) };
    if (outcome === 'completed' || outcome === 'skipped') logger.info(fields, 'A school was synchronised.');
    else logger.warn(fields, 'A school was not synchronised as a whole.');
  }
  if (problem) logger.error({ problem: problem.code }, 'No school could be synchronised.');
  logger.info({ schools: schools.length }, 'The synchronisation has ended.');
}
