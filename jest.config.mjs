import { availableParallelism } from 'node:os';
import { swcOptions } from './tools/workspace/swc-options.mjs';

/** Specs run from source: the `@gatehouse/source` condition resolves every library to its `src`. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  testMatch: ['**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(cluster|containers)\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: {
    customExportConditions: ['@gatehouse/source', 'node', 'node-addons'],
  },
  testTimeout: 600_000,
  // More than processors: the longest specs wait for processes and engines most of their time.
  maxWorkers: availableParallelism() + 1,
  workerIdleMemoryLimit: '1GB',
  reporters: [
    'default',
    '<rootDir>/tools/workspace/temporary-folder.mjs',
    '<rootDir>/tools/workspace/engine-report.mjs',
  ],
};
