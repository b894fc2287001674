import { startBusService } from '@gatehouse/platform';
import type { ServiceHost } from '@gatehouse/platform';
import type { Settings } from './configuration/setting.js';
import type { ServiceProcess } from './run-process.js';
import { runProcess } from './run-process.js';

/** A service that does nothing but listen on the message bus. */
export interface BusServiceProcess extends Pick<
  ServiceProcess<Settings>,
  'name' | 'says' | 'healthPort' | 'appendsEvents' | 'deadLetters'
> {
  /** Its NestJS module on a host. */
  moduleOn: (host: ServiceHost) => Parameters<typeof startBusService>[1];
}

/** Runs such a service as a process of its own. @returns the exit code, as `runProcess` gives it. */
export const runBusService = (
  { moduleOn, ...service }: BusServiceProcess,
  argv: readonly string[],
): Promise<number> =>
  runProcess(
    {
      ...service,
      settings: {},
      start: async (host) => {
        const app = await startBusService(service.name, moduleOn(host), host);
        return { stop: () => app.close() };
      },
    },
    argv,
  );
