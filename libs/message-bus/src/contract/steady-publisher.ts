import { setTimeout as pause } from 'node:timers/promises';
import { Collector } from '@gatehouse/sqlite/testing';
import type { MessageBus } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { numbered } from './gathered.js';

/** Between two calls, and before what failed is tried again, in milliseconds. */
const PAUSE_MS = 100;

/** Publishes 0, 1, 2, … one after the other, each under every key, and what failed again until it is taken. */
export class SteadyPublisher {
  /** The numbers that are known to be published, in order. */
  readonly acknowledged = new Collector<number>();
  /** What calls failed with. */
  readonly failures = new Collector<MessageBusUnavailable>();
  /** The numbers of which a call failed: they may have been published all the same, and come late. */
  readonly uncertain = new Set<number>();
  /** How long the call took that took the longest, in milliseconds. */
  longestCallMs = 0;
  readonly #work: Promise<void>;
  #isStopping = false;

  /** @param topic that does not exist yet. */
  constructor(
    private readonly bus: Pick<MessageBus, 'publish'>,
    private readonly topic: string,
    private readonly keys: readonly string[],
  ) {
    this.#work = this.#publish();
    this.#work.catch(() => undefined);
  }

  /** Resolves when the number in hand is published. @throws what a call failed with that is not that the bus is away */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#work;
  }

  async #publish(): Promise<void> {
    for (let n = 0; !this.#isStopping; n += 1) {
      while (!(await this.#isTaken(n))) await pause(PAUSE_MS);
      this.acknowledged.add(n);
      await pause(PAUSE_MS);
    }
  }

  async #isTaken(n: number): Promise<boolean> {
    const messages = this.keys.flatMap((key) => numbered(key, 1, n));
    const begun = performance.now();
    try {
      await this.bus.publish(this.topic, messages);
      return true;
    } catch (error) {
      if (!(error instanceof MessageBusUnavailable)) throw error;
      this.failures.add(error);
      this.uncertain.add(n);
      return false;
    } finally {
      this.longestCallMs = Math.max(this.longestCallMs, performance.now() - begun);
    }
  }
}
