export { openKafkaMessageBus } from './kafka/kafka-message-bus.js';
export type { KafkaConnection, KafkaLog, KafkaMessageBusOptions } from './kafka/kafka-options.js';
export type { TopicSettings } from './kafka/kafka-options.js';
