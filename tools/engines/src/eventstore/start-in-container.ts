import type { Engine } from '../engine.js';

const IMAGE = 'eventstore/eventstore:24.10';
const PORT = 2113;

/**
 * A node in a container, without TLS and with its data in memory. Not tried where this was written: no registry could
 * be reached there.
 *
 * @throws Error when no container runtime answers, or the image is neither there nor can be pulled.
 */
export async function startInContainer(): Promise<Engine> {
  // Loaded only here: it is large, and most specs need no container.
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
  await getContainerRuntimeClient();
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_MEM_DB: 'true' })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  return {
    name: 'eventstore',
    how: `${IMAGE} (container)`,
    address: `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`,
    stop: async () => void (await container.stop()),
  };
}
