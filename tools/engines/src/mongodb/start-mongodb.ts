import type { Engine } from '../engine.js';
import { reportEngine } from '../report-engine.js';
import { startInContainer } from './start-in-container.js';
import { startFromJars } from './start-from-jars.js';

/**
 * A MongoDB for tests: the one that GATEHOUSE_TEST_MONGODB names, else MongoDB in a container, else mongo-java-server,
 * which speaks MongoDB's protocol but keeps everything in memory and enforces no validators.
 */
export async function startMongodb(): Promise<Engine> {
  const engine = await firstThatStarts();
  reportEngine(engine);
  return engine;
}

async function firstThatStarts(): Promise<Engine> {
  const address = process.env['GATEHOUSE_TEST_MONGODB'];
  if (address) {
    return { name: 'mongodb', how: 'GATEHOUSE_TEST_MONGODB', address, stop: async () => {} };
  }
  const refusals: string[] = [];
  for (const start of [startInContainer, startFromJars]) {
    try {
      return await start();
    } catch (error) {
      refusals.push((error as Error).message.split('\n')[0]!);
    }
  }
  return { name: 'mongodb', unavailable: refusals.join('; ') };
}
