import config from './jest.config.mjs';

/** Five processes on real engines, killed, doubled and cut off: minutes for each spec, so one at a time, and apart. */
export default {
  ...config,
  testMatch: ['**/src/cluster/*.cluster.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
