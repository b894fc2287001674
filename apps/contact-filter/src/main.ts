import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { runBusService } from '@gatehouse/process';
import { ContactFilterModule } from './contact-filter.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runBusService(
    {
      name: 'contact-filter',
      says: 'decides who comes into the add-ons, and writes their ledgers.',
      healthPort: 4093,
      appendsEvents: true,
      deadLetters: [deadLettersOf(TOPICS.permittedRecords)],
      moduleOn: (host) => ContactFilterModule.on(host),
    },
    argv,
  );
