import { differenceOf } from './check/difference.js';
import { expectWorld } from './check/expect-world.js';
import { playWorld } from './play/play-world.js';
import { generateWorld } from './world/generate-world.js';

/** Longer than this no world takes that is read at all, in milliseconds. */
const LONGEST_MS = 30_000;

/** How the world of a seed differs from a plain reading of it; undefined where it does not. */
export async function failureOf(seed: number): Promise<string | undefined> {
  const world = generateWorld(seed);
  const expected = expectWorld(world);
  const began = performance.now();
  try {
    const difference = await playWorld(world, (played) => differenceOf(expected, played));
    const took = performance.now() - began;
    return difference ?? (took > LONGEST_MS ? `took ${Math.round(took)} ms` : undefined);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
