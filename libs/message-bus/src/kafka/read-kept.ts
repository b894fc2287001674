import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from '../message-bus.port.js';
import type { KafkaClient } from './kafka-client.js';
import type { KafkaConsumerTimes } from './kafka-consumer.js';
import { KafkaConsumer, kafkaGroup } from './kafka-consumer.js';
import { ReadingProgress, keptOffsets } from './reading-progress.js';
import { withAdmin } from './with-admin.js';

/** How often it is looked whether what is waited for was deleted meanwhile, and can still come, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
/** Groups of readers begin with this: whoever restricts groups must let it pass. */
const READERS = 'gatehouse-reader';

/**
 * The messages that a topic keeps, up to what is there at the beginning. kafkajs reads in groups only, so the reader
 * has one of its own, which is deleted at the end.
 *
 * @throws MessageBusUnavailable
 */
export async function* readKept(
  newClient: () => KafkaClient,
  topic: string,
  times: KafkaConsumerTimes,
): AsyncGenerator<IncomingMessage> {
  const look = () => withAdmin(newClient, `${topic} cannot be read`, (admin) => keptOffsets(admin, topic));
  const progress = new ReadingProgress(await look());
  if (progress.isDone) return;
  const { readable, writable } = new TransformStream<IncomingMessage[], IncomingMessage[]>();
  const writer = writable.getWriter();
  // Whoever reads learns of a failure from the readable end.
  writer.closed.catch(() => undefined);
  const endWhenDone = () => {
    if (progress.isDone) writer.close().catch(() => undefined);
  };
  const group = `${READERS}.${randomUUID()}`;
  const consumer = await KafkaConsumer.start(
    newClient,
    {
      topic,
      group,
      onBatch: async (messages) => {
        if (progress.isDone) return;
        const wanted = progress.take(messages);
        const written = writer.write(wanted);
        endWhenDone();
        await written;
      },
    },
    times,
    // It is looked below whether the brokers answer.
    async () => true,
  );
  consumer.ended.catch((error: unknown) => writer.abort(error)).catch(() => undefined);
  const looking = setInterval(() => {
    look()
      .then((kept) => {
        progress.forget(kept);
        endWhenDone();
      })
      // The consumer would wait for the brokers for as long as they are away, and somebody waits for what is read.
      .catch((error: unknown) => writer.abort(error))
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  try {
    for await (const messages of readable) yield* messages;
  } finally {
    clearInterval(looking);
    await writer.abort().catch(() => undefined);
    await consumer.stop();
    await deleteGroup(newClient, kafkaGroup({ group, topic }));
  }
}

/** A group that cannot be deleted, since its member could not leave, ends by itself with its offsets' retention. */
async function deleteGroup(newClient: () => KafkaClient, group: string): Promise<void> {
  await withAdmin(newClient, `Group ${group} cannot be deleted`, (admin) =>
    admin.deleteGroups([group]),
  ).catch(() => undefined);
}
