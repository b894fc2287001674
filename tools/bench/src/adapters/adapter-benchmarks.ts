import { BenchError } from '../processes/bench-error.js';
import type { AdapterBenchmark } from './adapter-benchmark.js';
import { eventStoreBenchmarks } from './eventstore/event-store-benchmarks.js';
import { kafkaBenchmarks } from './kafka/kafka-benchmarks.js';
import { mongodbBenchmarks } from './mongodb/mongodb-benchmarks.js';

/** Every benchmark of an adapter, in the order in which they are run. */
export const adapterBenchmarks: readonly AdapterBenchmark[] = [
  ...eventStoreBenchmarks,
  ...kafkaBenchmarks,
  ...mongodbBenchmarks,
];

/** @throws BenchError when there is none of that name. */
export function findAdapterBenchmark(name: string): AdapterBenchmark {
  const found = adapterBenchmarks.find((benchmark) => benchmark.name === name);
  if (!found) throw new BenchError('PROCESS_FAILED', `There is no benchmark "${name}".`);
  return found;
}
