import type { Interruptible } from './kafka-engine.js';
import { untilKafkaAnswers } from './until-kafka-answers.js';

/** What of a container of the runtime's client is used here. */
export interface KillableContainer {
  kill(): Promise<unknown>;
  /** Resolves when it has ended. */
  wait(): Promise<unknown>;
  start(): Promise<unknown>;
}

/**
 * A container that is taken away and comes back as the same one: with its files, and on its port of the host.
 *
 * @param address where its server answers, `host:port`.
 */
export function interruptibleContainer(container: KillableContainer, address: string): Interruptible {
  return {
    kill: async () => {
      await container.kill();
      await container.wait();
    },
    startAgain: async () => {
      await container.start();
      await untilKafkaAnswers(address);
    },
  };
}
