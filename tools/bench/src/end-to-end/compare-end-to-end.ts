import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterEngines } from '@gatehouse/standalone/testing';
import { startClusterEngines } from '@gatehouse/standalone/testing';
import { takeTurns } from '../contenders/take-turns.js';
import { runPipeline } from '../processes/run-pipeline.js';
import { inScratchFolder } from '../processes/scratch-folder.js';
import type { World } from '../processes/start-sandbox.js';
import { startSandbox } from '../processes/start-sandbox.js';
import type { PipelineResult } from '../speed/counts-of-pipeline.js';
import { countsOfPipeline } from '../speed/counts-of-pipeline.js';
import { mustAgree } from '../speed/must-agree.js';
import { documentsOnEngines } from './documents-on-engines.js';
import type { EndToEndReport } from './end-to-end-report.js';
import { endToEndFigures } from './end-to-end-report.js';
import { runOnEngines } from './run-on-engines.js';

/**
 * First synchronisations of one sandbox: five processes on EventStoreDB, Kafka and MongoDB, which are started empty each
 * time, and one process on the embedded engines, turn and turn about.
 *
 * @param pairs that count, at least 1.
 * @throws BenchError when one of them fails, or they hold different documents.
 */
export async function compareEndToEnd(
  world: World,
  pairs: number,
  say: (line: string) => void,
): Promise<EndToEndReport> {
  const sandbox = await startSandbox(world);
  try {
    return await inScratchFolder(async (scratch) => {
      let result: PipelineResult | undefined;
      let documents = 0;
      const embedded = async () => {
        const folder = path.join(scratch, String(performance.now()));
        await mkdir(folder);
        const run = await runPipeline(sandbox, folder);
        result = run.result;
        return run.seconds;
      };
      const engines = async () => {
        const started = await startEngines();
        try {
          const seconds = await runOnEngines(started, sandbox);
          documents = await mustHoldTheSame(started, result!);
          return seconds;
        } finally {
          await started.stop();
        }
      };
      // So that there is something to compare with.
      await embedded();
      const taken = await takeTurns(pairs, engines, embedded, ({ ours, theirs }, n) =>
        say(`Engines: pair ${n} of ${pairs}, engines / embedded = ${(ours / theirs).toFixed(2)}`),
      );
      return endToEndFigures(world, documents, taken);
    });
  } catch (error) {
    if (error instanceof EnginesUnavailable) return { unavailable: error.message };
    throw error;
  } finally {
    await sandbox.stop();
  }
}

/** An engine cannot be had; the message says which and why. */
class EnginesUnavailable extends Error {}

async function startEngines(): Promise<ClusterEngines> {
  try {
    return await startClusterEngines();
  } catch (error) {
    throw new EnginesUnavailable(error instanceof Error ? error.message : String(error));
  }
}

/** @returns how many documents there are. @throws BenchError */
async function mustHoldTheSame({ look }: ClusterEngines, result: PipelineResult): Promise<number> {
  const expected = countsOfPipeline(result);
  const schoolIds = result.schools.map(({ schoolId }) => schoolId);
  const documents = await documentsOnEngines(look.readModels, schoolIds);
  mustAgree(
    expected,
    { records: expected.records, documents },
    'npm run test:cluster tells where they differ.',
  );
  return Object.values(documents).reduce((sum, n) => sum + n, 0);
}
