import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@gatehouse/platform';
import type { WondeIngestService } from '../wonde-ingest.service.js';
import { logResult } from './log-result.js';

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
    logResult(logger, await service.syncAll());
    if (everyMs === 0) return;
    await pause(Math.max(0, everyMs - (performance.now() - began)), undefined, { signal }).catch(
      () => undefined,
    );
    if (signal.aborted) return;
  }
}
