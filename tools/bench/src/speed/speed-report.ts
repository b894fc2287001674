import type { World } from '../processes/start-sandbox.js';
import { median } from './median.js';

export interface Times {
  /** From the first request to Wonde to the printed result. */
  seconds: number;
  cpuSeconds: number;
  /** The whole process, its start and end included. */
  processSeconds: number;
}

/** One run of each, one right after the other; ratios are pipeline to script. */
export interface Pair {
  pipeline: Times;
  script: Times;
  ratio: number;
  cpuRatio: number;
  processRatio: number;
}

/** Medians over the pairs. The ratio is the median of the pairs' ratios, not the ratio of the medians. */
export interface Comparison {
  pipeline: Times & { recordsPerSecond: number };
  script: Times & { recordsPerSecond: number };
  ratio: number;
  cpuRatio: number;
  processRatio: number;
  pairs: Pair[];
}

export interface SpeedReport {
  world: World;
  /** Records read in one run. */
  records: number;
  /** Documents of all add-ons that both hold after it. */
  documents: number;
  /** Into an empty data directory and file. */
  first: Comparison;
  /** Once more, when nothing has changed. */
  again: Comparison;
}

/** Puts the measured pairs together. @param records read in each run. */
export function speedReport(
  records: number,
  first: readonly Pair[],
  again: readonly Pair[],
): Pick<SpeedReport, 'first' | 'again'> {
  return { first: comparisonOf(records, first), again: comparisonOf(records, again) };
}

function comparisonOf(records: number, pairs: readonly Pair[]): Comparison {
  const middle = (of: (pair: Pair) => number) => median(pairs.map(of));
  const side = (name: 'pipeline' | 'script') => {
    const seconds = middle((pair) => pair[name].seconds);
    return {
      seconds,
      cpuSeconds: middle((pair) => pair[name].cpuSeconds),
      processSeconds: middle((pair) => pair[name].processSeconds),
      recordsPerSecond: records / seconds,
    };
  };
  return {
    pipeline: side('pipeline'),
    script: side('script'),
    ratio: middle(({ ratio }) => ratio),
    cpuRatio: middle(({ cpuRatio }) => cpuRatio),
    processRatio: middle(({ processRatio }) => processRatio),
    pairs: [...pairs],
  };
}
