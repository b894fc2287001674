export { storeNamesIn } from './data-directory/claim-stores.js';
export * from './data-directory/data-directory.js';
export { ENGINE_FILES, openEmbeddedEngines } from './data-directory/embedded-engines.js';
export { SetupError } from './data-directory/setup-error.js';
