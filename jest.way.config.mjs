import config from './jest.config.mjs';

/** `npm run count-way`: through how many source files a record goes (docs/explanation/the-way-of-a-record.md). */
export default { ...config, testMatch: ['**/*.count.ts'], reporters: ['summary'] };
