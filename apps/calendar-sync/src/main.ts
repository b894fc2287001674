import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { runBusService } from '@gatehouse/process';
import { CalendarSyncModule } from './calendar-sync.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runBusService(
    {
      name: 'calendar-sync',
      says: 'decides which events come into the calendar, and writes its ledger.',
      healthPort: 4094,
      appendsEvents: true,
      deadLetters: [deadLettersOf(TOPICS.permittedEvents)],
      moduleOn: (host) => CalendarSyncModule.on(host),
    },
    argv,
  );
