import type { Engine } from '../engine.js';
import { reportEngine } from '../report-engine.js';
import { startInContainer } from './start-in-container.js';
import { startServerProcess } from './start-server-process.js';

/**
 * An EventStoreDB for tests: the one that `GATEHOUSE_TEST_EVENTSTORE` names (a connection string), a container, or
 * else the test server as a process of its own. Says which on standard error.
 */
export async function startEventstore(): Promise<Engine> {
  const address = process.env['GATEHOUSE_TEST_EVENTSTORE'];
  if (address) {
    const how = 'from the environment';
    return reportEngine({ name: 'eventstore', how, address, stop: async () => undefined });
  }
  const container = await startInContainer().catch(() => undefined);
  if (container) return reportEngine(container);
  return reportEngine(await startServerProcess());
}
