import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './run-measured.js';
import { runMeasured } from './run-measured.js';
import type { PipelineResult } from '../speed/counts-of-pipeline.js';

export interface PipelineRun extends Measured {
  result: PipelineResult;
}

/** Exactly what `npm start -- --once --json` starts. */
const START = fileURLToPath(new URL('../../../../apps/standalone/bin/start.mjs', import.meta.url));

/** Runs the whole pipeline once: every school of the source, on the embedded engines, into `<folder>/data`. */
export async function runPipeline(
  source: { url: string; token: string },
  folder: string,
  nodeOptions: readonly string[] = [],
): Promise<PipelineRun> {
  const argv = [
    START,
    '--once',
    '--json',
    '--wonde-url',
    source.url,
    '--data-dir',
    path.join(folder, 'data'),
  ];
  const measuresFile = path.join(folder, 'pipeline.json');
  const measured = await runMeasured({
    name: 'pipeline',
    argv,
    token: source.token,
    measuresFile,
    nodeOptions,
  });
  return { ...measured, result: JSON.parse(measured.output) as PipelineResult };
}
