import { startBusService } from '@gatehouse/service';
import type { ServiceHost } from '@gatehouse/service';
import { HANDLER_SETTINGS } from './configuration/common-settings.js';
import type { ServiceProcess } from './run-process.js';
import { runProcess } from './run-process.js';

/** A service that does nothing but listen on the message bus. */
export interface BusServiceProcess extends Pick<
  ServiceProcess<typeof HANDLER_SETTINGS>,
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
      settings: HANDLER_SETTINGS,
      start: async (process, { handlerLimit }) => {
        const host = { ...process, handlerLimitMs: handlerLimit * 1000 };
        const app = await startBusService(service.name, moduleOn(host), host);
        return { stop: () => app.close() };
      },
    },
    argv,
  );
