// Appends so many events to one stream that others append to as well, looking at the tail again after each conflict.
import { randomUUID } from 'node:crypto';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';

process.on('disconnect', () => process.exit());

const [file, stream, count] = process.argv.slice(2);
const store = openEmbeddedEventStore(file);
for (let written = 0; written < Number(count);) {
  const last = await store.readLast(stream);
  const event = { id: randomUUID(), type: 'Single', data: { process: process.pid }, metadata: {} };
  const result = await store.append(stream, last ? last.revision : 'no-stream', [event]);
  if (result.ok) written += 1;
}
await store.close();
process.disconnect();
