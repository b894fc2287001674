import { randomUUID } from 'node:crypto';
import type { AdapterBenchmark } from '../adapter-benchmark.js';
import { keysBare, keysThroughAdapter } from './keys.js';
import { writeBare, writeThroughAdapter } from './write-documents.js';

/** A database of the benchmark's own. */
const prepare = async () => `bench-${randomUUID()}`;
const documents = { engine: 'mongodb', unit: 'documents', amount: 6_000, prepare } as const;
const keys = { engine: 'mongodb', unit: 'keys', amount: 6_000, prepare } as const;

export const mongodbBenchmarks: readonly AdapterBenchmark[] = [
  {
    ...documents,
    name: 'guarded writes, new documents',
    sides: { adapter: writeThroughAdapter('new'), bare: writeBare('new') },
  },
  {
    ...documents,
    name: 'guarded writes, all older: nothing changes',
    sides: { adapter: writeThroughAdapter('older'), bare: writeBare('older') },
  },
  {
    ...keys,
    name: 'keys: ensure',
    sides: { adapter: keysThroughAdapter('ensure'), bare: keysBare('ensure') },
  },
  { ...keys, name: 'keys: get', sides: { adapter: keysThroughAdapter('get'), bare: keysBare('get') } },
];
