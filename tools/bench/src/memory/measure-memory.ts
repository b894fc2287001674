import { runPipeline } from '../processes/run-pipeline.js';
import { inScratchFolder } from '../processes/scratch-folder.js';
import type { World } from '../processes/start-sandbox.js';
import { startSandbox } from '../processes/start-sandbox.js';

export interface MemoryPoint {
  schools: number;
  /** Peak of the pipeline's process, in MiB (2^20 bytes). */
  peakMiB: number;
  /** Peak of the sandbox's process beside it; null where the operating system does not say. */
  sandboxPeakMiB: number | null;
  seconds: number;
}

export interface MemoryReport {
  pupilsPerSchool: number;
  points: MemoryPoint[];
  /** The peak with most schools to the peak with fewest. */
  ratio: number;
}

/** The memory of a first synchronisation, one process for each number of schools. @throws BenchError */
export async function measureMemory(
  { seed, pupils }: { seed: number; pupils: number },
  counts: readonly number[],
  say: (line: string) => void,
): Promise<MemoryReport> {
  const points: MemoryPoint[] = [];
  for (const schools of [...counts].sort((a, b) => a - b)) {
    const point = await measurePoint({ seed, schools, pupils });
    points.push(point);
    say(`Memory: ${schools} schools, ${point.peakMiB.toFixed(0)} MiB, ${point.seconds.toFixed(1)} s`);
  }
  const ratio = (points.at(-1)?.peakMiB ?? NaN) / (points[0]?.peakMiB ?? NaN);
  return { pupilsPerSchool: pupils, points, ratio };
}

async function measurePoint(world: World): Promise<MemoryPoint> {
  const sandbox = await startSandbox(world);
  try {
    const run = await inScratchFolder((folder) => runPipeline(sandbox, folder));
    const sandboxPeak = sandbox.peakBytes();
    return {
      schools: world.schools,
      peakMiB: run.peakBytes / 2 ** 20,
      sandboxPeakMiB: sandboxPeak === undefined ? null : sandboxPeak / 2 ** 20,
      seconds: run.seconds,
    };
  } finally {
    await sandbox.stop();
  }
}
