import kafkajs from 'kafkajs';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { inBatches } from '../in-batches.js';
import { bareKafka } from './bare-kafka.js';
import type { MessageSize } from './message-size.js';
import { openBus } from './open-bus.js';
import { someMessages } from './some-messages.js';

/** Publishes through the adapter, in calls that it sends as one request each, one after the other. */
export const publishThroughAdapter =
  ({ bytes, inRequest }: MessageSize): OpenContender =>
  async ({ address, amount, place }) => {
    const bus = openBus(address);
    const batches = inBatches(someMessages(amount, bytes), inRequest);
    const turn = () =>
      timed(async () => {
        for (const batch of batches) await bus.publish(place, batch);
      });
    return { turn, close: () => bus.close() };
  };

/** The same with kafkajs alone: idempotent, `acks=all`, gzip, one request in flight, the same batches. */
export const publishBare =
  ({ bytes, inRequest }: MessageSize): OpenContender =>
  async ({ address, amount, place }) => {
    const producer = bareKafka(address).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const batches = inBatches(someMessages(amount, bytes), inRequest);
    const turn = () =>
      timed(async () => {
        for (const batch of batches) {
          const messages = batch.map(({ key, value }) => ({ key, value: JSON.stringify(value) }));
          await producer.send({
            topic: place,
            messages,
            acks: -1,
            compression: kafkajs.CompressionTypes.GZIP,
          });
        }
      });
    return { turn, close: () => producer.disconnect() };
  };
