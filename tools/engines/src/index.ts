export type { Engine, EngineName } from './engine.js';
export { startMongodb } from './mongodb/start-mongodb.js';
