import type { Engine } from '../engine.js';
import { reportEngine } from '../report-engine.js';
import { startInContainer } from './start-in-container.js';
import { startEventStoreTestServer } from './test-server.js';

/**
 * An EventStoreDB for tests: the one that `GATEHOUSE_TEST_EVENTSTORE` names (a connection string), a container, or
 * else the test server. Says which on standard error.
 */
export async function startEventstore(): Promise<Engine> {
  const address = process.env['GATEHOUSE_TEST_EVENTSTORE'];
  if (address) {
    const how = 'from the environment';
    return reportEngine({ name: 'eventstore', how, address, stop: async () => undefined });
  }
  const container = await startInContainer().catch(() => undefined);
  if (container) return reportEngine(container);
  const server = await startEventStoreTestServer();
  const how = 'test server (no EventStoreDB; its protocol over the embedded store)';
  return reportEngine({ name: 'eventstore', how, address: server.address, stop: () => server.stop() });
}
