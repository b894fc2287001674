// Publishes batches of nine for as long as it lives, and tells each batch that was promised.
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';

process.on('disconnect', () => process.exit());

const [file, topic] = process.argv.slice(2);
const bus = openEmbeddedMessageBus(file);
for (let n = 0; ; n += 1) {
  await bus.publish(
    topic,
    Array.from({ length: 9 }, (_, part) => ({ key: 'A1', value: { n, part } })),
  );
  await new Promise((resolve) => process.send(n, resolve));
}
