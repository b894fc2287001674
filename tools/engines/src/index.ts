export type { Engine, EngineName } from './engine.js';
export { kafkaJars } from './kafka/kafka-jars.js';
export { startKafka, startKafkaBehindProxy } from './kafka/start-kafka.js';
export type { Interruptible, KafkaBehindProxy, KafkaEngine } from './kafka/kafka-engine.js';
export { mongodbJars } from './mongodb/mongodb-jars.js';
export { startMongodb } from './mongodb/start-mongodb.js';
export { startEventstore } from './eventstore/start-eventstore.js';
export { startEventStoreTestCluster, startEventStoreTestServer } from './eventstore/test-server.js';
export type {
  EventStoreTestCluster,
  EventStoreTestServer,
  TestServerOptions,
} from './eventstore/test-server.js';
export type { TestNode } from './eventstore/start-node.js';
export { UnsteadyProxy } from './unsteady-proxy.js';
