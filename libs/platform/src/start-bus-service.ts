import 'reflect-metadata';
import { ErrorsAsTheyAre, MessageBusTransport } from '@gatehouse/message-bus';
import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ServiceHost } from './engines.js';
import { NestLogger } from './nest-logger.js';

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
