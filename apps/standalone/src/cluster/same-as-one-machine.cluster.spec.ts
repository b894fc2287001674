import { describe, it } from '@jest/globals';
import { inStep } from '../../testing/cluster/in-step.js';

describe('five processes on EventStoreDB, Kafka and MongoDB', () => {
  it.each([11, 12])('come to the ledgers and documents of one process on files (seed %d)', (seed) =>
    inStep(seed),
  );
});
