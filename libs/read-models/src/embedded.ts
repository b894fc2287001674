export { openEmbeddedReadModels } from './embedded/embedded-read-models.js';
