import { CHECKPOINT } from '@gatehouse/cms-projector/collections';
import { STREAM_PREFIXES, syncStream } from '@gatehouse/schemas';
import type { Engines } from '@gatehouse/service';
import { until } from '@gatehouse/testing';
import { readStream } from '../read-ledgers.js';

/** How long a killed member of a Kafka group keeps its partitions, and some more for runs that follow. */
const COMES_TO_REST_MS = 240_000;

/** How many runs of the schools have ended as completed. */
export async function completedRuns(engines: Engines, schools: readonly string[]): Promise<number> {
  let completed = 0;
  for (const id of schools) {
    const runs = await readStream(engines, syncStream(id));
    completed += runs.filter(({ type }) => type === 'SyncRunCompleted').length;
  }
  return completed;
}

/**
 * Resolves when every school has a completed run at its end, so many of all schools together, and all is projected.
 *
 * @param lastWords of those who do the work, for the message when they do not come to rest.
 */
export async function atRest(
  engines: Engines,
  schools: readonly string[],
  completed: number,
  lastWords: () => unknown,
): Promise<void> {
  const { eventStore, readModels } = engines;
  let seen: unknown;
  const isAtRest = async () => {
    const ends = await Promise.all(
      schools.map(async (id) => (await eventStore.readLast(syncStream(id)))?.type),
    );
    const runs = await completedRuns(engines, schools);
    seen = { ends, runs };
    return ends.every((type) => type === 'SyncRunCompleted') && runs >= completed;
  };
  const waiting = { withinMs: COMES_TO_REST_MS, everyMs: 200, seen: () => [seen, lastWords()] };
  await until(`${completed} completed runs`, isAtRest, waiting);
  const end = await eventStore.lastPosition([STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync]);
  const isProjected = async () => ((await readModels.checkpoint(CHECKPOINT)) ?? '') >= (end ?? '');
  await until('everything projected', isProjected, { ...waiting, everyMs: 50 });
}
