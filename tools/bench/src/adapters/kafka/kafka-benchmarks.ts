import type { AdapterBenchmark } from '../adapter-benchmark.js';
import { consumeBare, consumeThroughAdapter } from './consume.js';
import { fillTopic } from './fill-topic.js';
import type { MessageSize } from './message-size.js';
import { LARGE, SMALL } from './message-size.js';
import { publishBare, publishThroughAdapter } from './publish.js';

const common = { engine: 'kafka', unit: 'messages' } as const;

export const kafkaBenchmarks: readonly AdapterBenchmark[] = [
  publish(SMALL, 20_000),
  publish(LARGE, 5_000),
  consume(SMALL, 40_000),
  consume(LARGE, 10_000),
];

function publish(size: MessageSize, amount: number): AdapterBenchmark {
  const sides = { adapter: publishThroughAdapter(size), bare: publishBare(size) };
  // The topic is made with one message.
  const prepare = (address: string) => fillTopic(size)(address, 1);
  return { ...common, name: `publish, messages of ${size.name}`, amount, prepare, sides };
}

function consume(size: MessageSize, amount: number): AdapterBenchmark {
  const sides = { adapter: consumeThroughAdapter, bare: consumeBare };
  return { ...common, name: `consume, messages of ${size.name}`, amount, prepare: fillTopic(size), sides };
}
