import type { EngineName } from '@gatehouse/engines';
import type { Turn } from '../contenders/contender.js';
import type { TurnPair } from '../contenders/take-turns.js';
import { median } from '../speed/median.js';
import type { AdapterBenchmark } from './adapter-benchmark.js';

/** What an adapter should reach of the bare client's throughput. */
export const TARGET = 0.8;

export interface SideFigure {
  /** Units (events, messages, documents, keys) in a second; median. */
  perSecond: number;
  /** Processor time of the client's process in a turn; median. */
  cpuSeconds: number;
}

/** Medians over the pairs. Ratios are medians of the pairs' ratios; below 1 the adapter is slower, or works more. */
export interface AdapterFigure {
  name: string;
  unit: AdapterBenchmark['unit'];
  amount: number;
  adapter: SideFigure;
  bare: SideFigure;
  /** The adapter's throughput to the bare client's. */
  ratio: number;
  /** The bare client's processor time to the adapter's. */
  cpuRatio: number;
  pairs: { adapter: Turn; bare: Turn }[];
}

/** The figures of an engine's adapters, or why there are none. */
export type EngineFigures =
  | { engine: EngineName; how: string; benchmarks: AdapterFigure[] }
  | { engine: EngineName; unavailable: string };
export type AdaptersReport = EngineFigures[];

/** Puts the measured pairs of one benchmark together. @param amount units of work in a turn. */
export function adapterFigure(
  { name, unit }: Pick<AdapterBenchmark, 'name' | 'unit'>,
  amount: number,
  pairs: readonly TurnPair<Turn>[],
): AdapterFigure {
  const side = (of: 'ours' | 'theirs'): SideFigure => ({
    perSecond: amount / median(pairs.map((pair) => pair[of].seconds)),
    cpuSeconds: median(pairs.map((pair) => pair[of].cpuSeconds)),
  });
  return {
    name,
    unit,
    amount,
    adapter: side('ours'),
    bare: side('theirs'),
    ratio: median(pairs.map(({ ours, theirs }) => theirs.seconds / ours.seconds)),
    cpuRatio: median(pairs.map(({ ours, theirs }) => theirs.cpuSeconds / ours.cpuSeconds)),
    pairs: pairs.map(({ ours, theirs }) => ({ adapter: ours, bare: theirs })),
  };
}
