// Appends batches of seven to a stream of its own for as long as it lives, and tells each revision it was promised.
import { randomUUID } from 'node:crypto';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';

process.on('disconnect', () => process.exit());

const [file, stream] = process.argv.slice(2);
const store = openEmbeddedEventStore(file);
let expected = 'no-stream';
for (let n = 0; ; n += 1) {
  const events = Array.from({ length: 7 }, () => ({
    id: randomUUID(),
    type: 'Batch',
    data: { n },
    metadata: {},
  }));
  const result = await store.append(stream, expected, events);
  expected = result.revision;
  await new Promise((resolve) => process.send(expected, resolve));
}
