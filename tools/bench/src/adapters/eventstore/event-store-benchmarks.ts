import type { AdapterBenchmark } from '../adapter-benchmark.js';
import type { AppendShape } from './append.js';
import { appendBare, appendThroughAdapter } from './append.js';
import { fillStreams } from './fill-streams.js';
import { readBare, readThroughAdapter } from './read-streams.js';
import { subscribeBare, subscribeThroughAdapter } from './subscribe.js';

const common = { engine: 'eventstore', unit: 'events' } as const;

/** Reading comes first, while the store holds little else. */
export const eventStoreBenchmarks: readonly AdapterBenchmark[] = [
  {
    ...common,
    name: 'read streams',
    amount: 20_000,
    prepare: fillStreams,
    sides: { adapter: readThroughAdapter, bare: readBare },
  },
  {
    ...common,
    name: 'subscribe, from the beginning to the end',
    amount: 20_000,
    prepare: fillStreams,
    sides: { adapter: subscribeThroughAdapter, bare: subscribeBare },
  },
  append({ batch: 1, streams: 1 }, 800),
  append({ batch: 1, streams: 8 }, 2_400),
  append({ batch: 100, streams: 1 }, 16_000),
  append({ batch: 100, streams: 8 }, 16_000),
];

function append(shape: AppendShape, amount: number): AdapterBenchmark {
  const streams = shape.streams === 1 ? '1 stream' : `${shape.streams} streams`;
  return {
    ...common,
    name: `append, batches of ${shape.batch}, ${streams}`,
    amount,
    prepare: async () => '',
    sides: { adapter: appendThroughAdapter(shape), bare: appendBare(shape) },
  };
}
