import type { Engine } from '../engine.js';

const IMAGE = 'mongo:8.0';
const PORT = 27_017;

/**
 * A replica set of one member in a container. Not tried where this was written: no registry could be reached there.
 *
 * @throws Error when no container runtime answers, or the image is neither there nor can be pulled.
 */
export async function startInContainer(): Promise<Engine> {
  // Loaded only here: it is large, and most specs need no container.
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
  await getContainerRuntimeClient();
  const container = await new GenericContainer(IMAGE)
    .withCommand(['--replSet', 'tests', '--bind_ip_all'])
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forLogMessage('Waiting for connections'))
    .start();
  const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--eval', 'rs.initiate()']);
  if (exitCode !== 0) {
    await container.stop();
    throw new Error(`${IMAGE} made no replica set: ${output}`);
  }
  const address = `mongodb://${container.getHost()}:${container.getMappedPort(PORT)}/?directConnection=true`;
  return {
    name: 'mongodb',
    how: `${IMAGE} (container)`,
    address,
    stop: async () => void (await container.stop()),
  };
}
