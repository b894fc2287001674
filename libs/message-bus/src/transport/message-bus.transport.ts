import type { CustomTransportStrategy } from '@nestjs/microservices';
import { BaseRpcContext, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { placeOf } from '../message-place.js';
import type { Consumer, IncomingMessage, MessageBus } from '../message-bus.port.js';

export interface MessageBusTransportOptions {
  bus: MessageBus;
  /** The consumer group: the service's name. */
  group: string;
  maxBatch?: number;
  /** Gives what every delivery of a topic goes through; told of which partition it is. */
  watch?: (topic: string) => (delivery: () => Promise<void>, partition: string) => Promise<void>;
  /** As a consumer's own, with its topic. */
  onInterrupted?: (topic: string, error: Error | undefined) => void;
  /** Called when a consumer died: the process is no longer fit to serve. */
  onDeath: (topic: string, error: unknown) => void;
}

/**
 * Makes the message bus a NestJS transport: an ordinary `@EventPattern(topic)` method receives batches of messages. A
 * batch is done when the method's promise resolves; when it rejects, the batch comes again (at least once).
 */
export class MessageBusTransport extends Server implements CustomTransportStrategy {
  readonly #options: MessageBusTransportOptions;
  #consumers: Consumer[] = [];

  constructor(options: MessageBusTransportOptions) {
    super();
    this.#options = options;
  }

  /** Starts one consumer for every topic that has a handler. */
  listen(callback: (error?: unknown) => void): void {
    this.#start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    const consumers = this.#consumers;
    this.#consumers = [];
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }

  override on(): never {
    throw new Error('The message bus reports what happens to its consumers through `onDeath`.');
  }

  override unwrap<T>(): T {
    return this.#options.bus as T;
  }

  async #start(): Promise<void> {
    const { bus, group, maxBatch, watch, onInterrupted, onDeath } = this.#options;
    for (const topic of this.messageHandlers.keys()) {
      const around = watch?.(topic) ?? ((delivery) => delivery());
      const consumer = await bus.consume({
        topic,
        group,
        ...(maxBatch ? { maxBatch } : {}),
        onInterrupted: (error) => onInterrupted?.(topic, error),
        onBatch: (messages) => around(() => this.#deliver(topic, messages), partitionOf(topic, messages)),
      });
      this.#consumers.push(consumer);
      consumer.ended.catch((error: unknown) => onDeath(topic, error));
    }
  }

  async #deliver(topic: string, messages: IncomingMessage[]): Promise<void> {
    const handler = this.messageHandlers.get(topic);
    if (!handler) throw new Error(`No handler for ${topic}.`);
    const result = this.transformToObservable(await handler(messages, new BaseRpcContext([topic])));
    await lastValueFrom(result, { defaultValue: undefined });
  }
}

/** All messages of a batch are of one. */
const partitionOf = (topic: string, [first]: readonly IncomingMessage[]) =>
  first ? String(placeOf(topic, first.id).partition) : '';
