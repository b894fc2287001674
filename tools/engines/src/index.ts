export type { Engine, EngineName } from './engine.js';
export { startEventstore } from './eventstore/start-eventstore.js';
export { startEventStoreTestServer } from './eventstore/test-server.js';
export type { EventStoreTestServer, TestServerOptions } from './eventstore/test-server.js';
