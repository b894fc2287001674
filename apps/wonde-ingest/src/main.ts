import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { runProcess } from '@gatehouse/process';
import { settings } from './process/settings.js';
import { startWondeIngest } from './process/start-wonde-ingest.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'wonde-ingest',
      says: 'reads the schools that approved the app from Wonde, and publishes their records.',
      healthPort: 4091,
      appendsEvents: true,
      deadLetters: [deadLettersOf(TOPICS.records)],
      settings,
      start: startWondeIngest,
    },
    argv,
  );
