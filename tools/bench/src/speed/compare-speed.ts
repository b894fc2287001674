import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { inScratchFolder } from '../processes/scratch-folder.js';
import type { SandboxProcess, World } from '../processes/start-sandbox.js';
import { startSandbox } from '../processes/start-sandbox.js';
import { runPipeline } from '../processes/run-pipeline.js';
import { runScriptProcess } from '../processes/run-script-process.js';
import { countsOfPipeline } from './counts-of-pipeline.js';
import { mustAgree } from './must-agree.js';
import type { Pair } from './speed-report.js';
import { speedReport } from './speed-report.js';
import type { SpeedReport } from './speed-report.js';

/** One round: into an empty place, and again when nothing has changed. */
interface Round {
  first: Pair;
  again: Pair;
  records: number;
  documents: number;
}

/**
 * Pipeline and script against one sandbox, turn and turn about, after a round that does not count.
 *
 * @param runs rounds that count, at least 1.
 * @throws BenchError when one of them fails, or they do not agree in what they read and hold.
 */
export async function compareSpeed(
  world: World,
  runs: number,
  say: (line: string) => void,
): Promise<SpeedReport> {
  const sandbox = await startSandbox(world);
  try {
    return await inScratchFolder(async (scratch) => {
      const rounds: Round[] = [];
      for (let n = 0; n <= runs; n += 1) {
        const folder = path.join(scratch, String(n));
        await mkdir(folder);
        const round = await runRound(sandbox, folder);
        const ratios = [round.first, round.again].map(({ ratio }) => ratio.toFixed(2)).join(' and ');
        say(n === 0 ? 'Speed: warmed up' : `Speed: round ${n} of ${runs}, pipeline / script = ${ratios}`);
        if (n > 0) rounds.push(round);
      }
      const { records, documents } = rounds[0] as Round;
      const firsts = rounds.map(({ first }) => first);
      const agains = rounds.map(({ again }) => again);
      return { world, records, documents, ...speedReport(records, firsts, agains) };
    });
  } finally {
    await sandbox.stop();
  }
}

async function runRound(sandbox: SandboxProcess, folder: string): Promise<Round> {
  const { pair: first, records, documents } = await runPair(sandbox, folder);
  const { pair: again } = await runPair(sandbox, folder);
  return { first, again, records, documents };
}

async function runPair(sandbox: SandboxProcess, folder: string) {
  const { result: held, ...pipeline } = await runPipeline(sandbox, folder);
  const { result, ...script } = await runScriptProcess(sandbox, folder);
  mustAgree(countsOfPipeline(held), result);
  const documents = Object.values(result.documents).reduce((sum, n) => sum + n, 0);
  const pair: Pair = {
    pipeline: timesOf(pipeline),
    script: timesOf(script),
    ratio: pipeline.seconds / script.seconds,
    cpuRatio: pipeline.cpuSeconds / script.cpuSeconds,
    processRatio: pipeline.processSeconds / script.processSeconds,
  };
  return { pair, records: result.records, documents };
}

const timesOf = ({ seconds, cpuSeconds, processSeconds }: Pair['pipeline']) => ({
  seconds,
  cpuSeconds,
  processSeconds,
});
