import { startBusService } from '@gatehouse/platform';
import { runProcess } from '@gatehouse/runtime';
import { PermissionPolicyModule } from './permission-policy.module.js';

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'permission-policy',
      says: 'lets through what a school approved, record by record.',
      healthPort: 4092,
      settings: {},
      start: async (host) => {
        const app = await startBusService('permission-policy', PermissionPolicyModule.on(host), host);
        return { stop: () => app.close() };
      },
    },
    argv,
  );
