export type { Engine, EngineName } from './engine.js';
export { startKafka } from './kafka/start-kafka.js';
export type { Interruptible, KafkaEngine } from './kafka/kafka-engine.js';
export { startMongodb } from './mongodb/start-mongodb.js';
