import { Installation } from '@gatehouse/histories';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import type { World } from '../world/world.js';
import { ServedWorld } from './serve-world.js';

/** What became of a world. */
export interface Played {
  installation: Installation;
  first: SchoolResult;
  /** Of the same world once more. */
  second: SchoolResult;
}

/** Reads a world twice on stores in memory, and hands what came of it on. */
export async function playWorld<T>(world: World, look: (played: Played) => Promise<T>): Promise<T> {
  const source = await ServedWorld.start(world);
  const installation = await Installation.start({
    source,
    batch: 50,
    repeats: undefined,
    limits: world.limits,
  });
  try {
    const sync = async () => {
      const [school] = (await installation.sync())?.schools ?? [];
      if (!school) throw new Error('No school was synchronised.');
      return school;
    };
    return await look({ installation, first: await sync(), second: await sync() });
  } finally {
    await installation.close();
    await source.close();
  }
}
