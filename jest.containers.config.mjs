import config from './jest.config.mjs';

/** What `npm run test:containers` runs when the images are built: minutes, one at a time, and apart. */
export default {
  ...config,
  testMatch: ['**/src/containers/*.containers.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
