import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { runBusService } from '@gatehouse/process';
import { PermissionPolicyModule } from './permission-policy.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runBusService(
    {
      name: 'permission-policy',
      says: 'lets through what a school approved, record by record.',
      healthPort: 4092,
      appendsEvents: true,
      deadLetters: [deadLettersOf(TOPICS.records)],
      moduleOn: (host) => PermissionPolicyModule.on(host),
    },
    argv,
  );
