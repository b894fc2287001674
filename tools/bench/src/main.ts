import { CommanderError } from 'commander';
import type { AdapterSizes } from './adapters/measure-adapters.js';
import { measureAdapters } from './adapters/measure-adapters.js';
import type { BenchOptions, Part } from './bench-options.js';
import { parseBenchOptions } from './bench-options.js';
import { compareEndToEnd } from './end-to-end/compare-end-to-end.js';
import { measureMemory } from './memory/measure-memory.js';
import { BenchError } from './processes/bench-error.js';
import { profilePipeline } from './profile/profile-pipeline.js';
import type { BenchReport } from './report/bench-report.js';
import { reportText } from './report/report-text.js';
import { compareSpeed } from './speed/compare-speed.js';

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run bench`: measures, says how far it is on standard error, and prints the report. Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parseBenchOptions(argv);
    const report = await measure(options);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof BenchError)) throw error;
    say(`${error.code}: ${error.message}`);
    return 1;
  }
}

async function measure(options: BenchOptions): Promise<BenchReport> {
  const { seed, speedSchools, pupils, memoryPupils, runs, only, profile } = options;
  const world = { seed, schools: speedSchools, pupils };
  if (profile !== undefined) return { profile: await profilePipeline(world, profile, say) };
  const report: BenchReport = {};
  const isWanted = (part: Part) => only === undefined || only === part;
  if (isWanted('speed')) report.speed = await compareSpeed(world, runs, say);
  if (isWanted('memory'))
    report.memory = await measureMemory({ seed, pupils: memoryPupils }, options.schools, say);
  if (isWanted('adapters')) report.adapters = await measureAdapters(adapterSizes(options), say);
  if (isWanted('engines')) report.engines = await compareEndToEnd(world, runs, say);
  return report;
}

const adapterSizes = ({ pairs, work, engine }: BenchOptions): AdapterSizes => ({
  pairs,
  workPercent: work,
  engine,
});
