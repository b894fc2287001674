// Consumes a topic, one message at a time, and tells each number it was given; the batch is done when it was told.
import { openKafkaMessageBus } from '@gatehouse/message-bus/kafka';

process.on('disconnect', () => process.exit());

const [broker, topic, group, hangAt] = process.argv.slice(2);
const bus = openKafkaMessageBus({
  connection: { brokers: [broker], clientId: 'killed' },
  insecure: true,
  topics: { default: { partitions: 1 } },
  sessionTimeoutMs: 6_000,
});
const tell = (message) => new Promise((resolve) => process.send(message, resolve));
await bus.consume({
  topic,
  group,
  maxBatch: 1,
  onBatch: async ([message]) => {
    await tell(message.value.n);
    if (message.value.n === Number(hangAt)) await new Promise(() => {});
  },
});
await tell('consuming');
// Listening keeps the process alive for as long as its parent is there.
process.on('message', () => {});
