import { startBusService } from '@gatehouse/platform';
import { runProcess } from '@gatehouse/runtime';
import { ContactFilterModule } from './contact-filter.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'contact-filter',
      says: 'decides who comes into the add-ons, and writes their ledgers.',
      healthPort: 4093,
      settings: {},
      start: async (host) => {
        const app = await startBusService('contact-filter', ContactFilterModule.on(host), host);
        return { stop: () => app.close() };
      },
    },
    argv,
  );
