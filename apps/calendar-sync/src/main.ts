import { startBusService } from '@gatehouse/platform';
import { runProcess } from '@gatehouse/runtime';
import { CalendarSyncModule } from './calendar-sync.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'calendar-sync',
      says: 'decides which events come into the calendar, and writes its ledger.',
      healthPort: 4094,
      settings: {},
      start: async (host) => {
        const app = await startBusService('calendar-sync', CalendarSyncModule.on(host), host);
        return { stop: () => app.close() };
      },
    },
    argv,
  );
