import 'reflect-metadata';
import { ErrorsAsTheyAre, MessageBusTransport } from '@gatehouse/message-bus';
import { errorClass } from '@gatehouse/terminal';
import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ServiceHost } from './engines.js';
import { NestLogger } from './logger.js';
import { interruptionsOf } from './stalls.js';

/** How many messages a handler gets at once, at most. */
const MAX_BATCH = 500;

/**
 * Starts a service that listens on the message bus: a NestJS microservice whose transport is the bus and whose
 * consumer group is the service's name.
 */
export async function startBusService(
  name: string,
  module: DynamicModule,
  host: ServiceHost,
): Promise<INestMicroservice> {
  const strategy = new MessageBusTransport({
    bus: host.engines.bus,
    group: name,
    maxBatch: MAX_BATCH,
    watch: (topic) => host.stalls.watch(topic),
    onInterrupted: noteInterruptions(host),
    onDeath: (_topic, error) => host.onFatal(name, error),
  });
  const app = await NestFactory.createMicroservice(module, {
    strategy,
    logger: new NestLogger(host.logger),
    // What fails at the start is the caller's to handle: NestJS would end the process.
    abortOnError: false,
  });
  // So that it is known of what a consumer is stalled.
  app.useGlobalFilters(new ErrorsAsTheyAre());
  await app.listen();
  return app;
}

/** A bus that cannot be consumed from makes the consumer stalled in time; the log says when that begins, and when it is over. */
function noteInterruptions({
  stalls,
  logger,
}: ServiceHost): (topic: string, error: Error | undefined) => void {
  const interrupted = new Set<string>();
  return (topic, error) => {
    interruptionsOf(stalls.watch(topic))(error);
    if (!error) {
      interrupted.delete(topic);
      return logger.info({ consumer: topic }, 'A consumer goes on.');
    }
    if (interrupted.has(topic)) return;
    interrupted.add(topic);
    logger.warn({ consumer: topic, error: errorClass(error) }, 'A consumer is interrupted.');
  };
}
