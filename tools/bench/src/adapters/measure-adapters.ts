import type { Engine, EngineName } from '@gatehouse/engines';
import { startEventstore, startKafka, startMongodb } from '@gatehouse/engines';
import { openContenderProcess } from '../contenders/contender-process.js';
import { takeTurns } from '../contenders/take-turns.js';
import type { AdapterBenchmark } from './adapter-benchmark.js';
import { adapterBenchmarks } from './adapter-benchmarks.js';
import type { AdapterFigure, AdaptersReport, EngineFigures } from './adapters-report.js';
import { adapterFigure } from './adapters-report.js';

export interface AdapterSizes {
  /** Pairs that count, after one that does not. */
  pairs: number;
  /** Of the usual amount of work in a turn, in percent. */
  workPercent: number;
  /** Undefined: the adapters of all three. */
  engine: EngineName | undefined;
}

const STARTS: { [name in EngineName]: () => Promise<Engine> } = {
  eventstore: startEventstore,
  kafka: startKafka,
  mongodb: startMongodb,
};
export const ENGINES = Object.keys(STARTS) as EngineName[];

/** Each adapter beside the bare client, each side in a process of its own. @throws BenchError when one of them fails. */
export async function measureAdapters(
  sizes: AdapterSizes,
  say: (line: string) => void,
): Promise<AdaptersReport> {
  const report: AdaptersReport = [];
  for (const name of sizes.engine ? [sizes.engine] : ENGINES) {
    report.push(await measureOn(await STARTS[name](), sizes, say));
  }
  return report;
}

async function measureOn(
  engine: Engine,
  sizes: AdapterSizes,
  say: (line: string) => void,
): Promise<EngineFigures> {
  if ('unavailable' in engine) return { engine: engine.name, unavailable: engine.unavailable };
  try {
    const benchmarks: AdapterFigure[] = [];
    for (const benchmark of adapterBenchmarks.filter(({ engine: of }) => of === engine.name)) {
      const figure = await measureOne(benchmark, engine.address, sizes);
      say(`Adapters: ${engine.name}, ${figure.name}: adapter / bare = ${figure.ratio.toFixed(2)}`);
      benchmarks.push(figure);
    }
    return { engine: engine.name, how: engine.how, benchmarks };
  } finally {
    await engine.stop();
  }
}

async function measureOne(
  benchmark: AdapterBenchmark,
  address: string,
  { pairs, workPercent }: AdapterSizes,
): Promise<AdapterFigure> {
  const amount = Math.max(8, Math.round((benchmark.amount * workPercent) / 100));
  const place = await benchmark.prepare(address, amount);
  const open = (side: 'adapter' | 'bare') =>
    openContenderProcess(benchmark.name, side, { address, amount, place });
  const ours = await open('adapter');
  try {
    const theirs = await open('bare');
    try {
      const taken = await takeTurns(
        pairs,
        () => ours.turn(),
        () => theirs.turn(),
      );
      return adapterFigure(benchmark, amount, taken);
    } finally {
      await theirs.close();
    }
  } finally {
    await ours.close();
  }
}
