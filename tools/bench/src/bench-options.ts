import type { EngineName } from '@gatehouse/engines';
import { Command, InvalidArgumentError } from 'commander';
import { ENGINES } from './adapters/measure-adapters.js';

/** What can be measured. */
const PARTS = ['speed', 'memory', 'adapters', 'engines'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  json: boolean;
  runs: number;
  seed: number;
  speedSchools: number;
  /** Undefined: the usual sizes. */
  pupils: number | undefined;
  /** Numbers of schools of the memory part. */
  schools: number[];
  memoryPupils: number;
  /** Pairs of each benchmark of an adapter. */
  pairs: number;
  /** Of the usual amount of work of an adapter's benchmark, in percent. */
  work: number;
  /** Only the adapters of this engine. */
  engine: EngineName | undefined;
  only: Part | undefined;
  /** A folder for a profile, in place of the parts. */
  profile: string | undefined;
}

const HELP = `
Speed: the whole pipeline on the embedded engines and a plain script take turns on the same sandbox; each is a process
of its own, so is the sandbox. The script fetches the same pages, filters in memory and upserts one row per add-on and
document into SQLite. Time runs from the first request to Wonde to the printed result, in both; figures with the start
of the processes stand beside it. Other work on the machine moves the times, less so the ratios of a pair.
Adapters: each adapter to EventStoreDB, Kafka and MongoDB beside the bare client doing the same work on the same engine,
each side a process of its own, turn and turn about. The ratio is the adapter's throughput to the bare client's.
Engines: a first synchronisation by the five services as five processes on Kafka, EventStoreDB and MongoDB, beside one by
\`npm start -- --once\` on the embedded engines. Engines are those that the tests get; one that is not available is named.
Files go to the system's folder for temporary files (TMPDIR): a real disk there gives real figures.

Examples:
  $ npm run bench                                             all parts, some ten minutes
  $ npm run bench --silent -- --only speed --runs 5 --json    the speed as JSON
  $ npm run bench -- --only memory --schools 3,6              a quick look at the memory
  $ npm run bench -- --only adapters --pairs 3 --work 30      a quick look at the adapters
  $ npm run bench -- --only engines --runs 3                  end to end, engines and embedded
  $ npm run bench -- --profile /tmp/profile                   where the pipeline's time goes

Exit codes:
  0  measured
  1  a process failed, or pipeline and script do not agree on what they read and hold; an engine that is not available
     is no failure
  2  wrong usage`;

/** Reads the command line. @throws CommanderError when it is wrong, or when help was asked for. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures speed and memory of the whole pipeline, and what the adapters to engines cost.')
    .option('--json', 'print one JSON document on standard output', false)
    .option('--runs <n>', 'pairs that count, after one that does not (speed, engines)', whole(1, 100), 3)
    .option('--seed <n>', "the sandbox's seed", whole(0, 2 ** 31), 1870)
    .option('--speed-schools <n>', 'schools of the speed and engines parts', whole(1, 1000), 3)
    .option('--pupils <n>', 'pupils in each of them (default: about 1,500 in three schools)', whole(1, 3000))
    .option('--schools <list>', 'numbers of schools of the memory part', counts, [10, 30, 100])
    .option('--memory-pupils <n>', 'pupils in each of them', whole(1, 3000), 200)
    .option(
      '--pairs <n>',
      "pairs of each adapter's benchmark, after one that does not count",
      whole(1, 100),
      7,
    )
    .option('--work <percent>', "of the usual work in a turn of an adapter's benchmark", whole(1, 1000), 100)
    .option('--engine <name>', `only its adapters: ${ENGINES.join(', ')}`, oneOf(ENGINES))
    .option('--only <part>', PARTS.join(', '), oneOf(PARTS))
    .option('--profile <folder>', 'write a CPU profile of the pipeline there instead')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .exitOverride();
  return command.parse(argv, { from: 'user' }).opts<BenchOptions>();
}

const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  }
  return value;
};

const counts = (text: string) => text.split(',').map(whole(1, 10_000));

const oneOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T => {
    const found = known.find((each) => each === text);
    if (!found) throw new InvalidArgumentError(`Give one of ${known.join(', ')}.`);
    return found;
  };
