import type { Engine } from '../engine.js';

/** A server that can be taken away for a while, with its data kept. */
export interface Interruptible {
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on the same address and data; resolves when it answers. */
  startAgain(): Promise<void>;
}

export type KafkaEngine =
  | Extract<Engine, { unavailable: string }>
  | (Extract<Engine, { address: string }> & {
      /** Only where the tests own the server. */
      interruptible?: Interruptible;
    });
