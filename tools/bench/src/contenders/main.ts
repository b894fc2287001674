import { findAdapterBenchmark } from '../adapters/adapter-benchmarks.js';
import type { Given } from './contender.js';
import type { Side } from './contender-process.js';

/**
 * `contender.mjs <benchmark> <side> <given as JSON>`: says `ready` to its parent, then takes a turn for each message and
 * answers what it took. It ends when the parent disconnects.
 */
export async function main([name = '', side = '', given = '']: string[]): Promise<number> {
  const open = findAdapterBenchmark(name).sides[side as Side];
  const disconnected = new Promise((resolve) => process.once('disconnect', resolve));
  const contender = await open(JSON.parse(given) as Given);
  process.on('message', () => {
    contender.turn().then(
      (turn) => process.send?.(turn),
      (error: unknown) => {
        process.stderr.write(`${name}, ${side}: ${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.send?.('ready');
  await disconnected;
  await contender.close();
  return 0;
}
