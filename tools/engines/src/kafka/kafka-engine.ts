import type { Engine } from '../engine.js';
import type { UnsteadyProxy } from '../unsteady-proxy.js';

/** A server that can be taken away for a while, with its data kept. */
export interface Interruptible {
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on the same address and data; resolves when it answers. */
  startAgain(): Promise<void>;
}

/** What the server of this machine's Java can be done to besides. */
export interface Losable extends Interruptible {
  /** Makes another broker of the cluster and ends it for good; gives its id. What is put on it is never in sync. */
  loseAnother(): Promise<number>;
  /**
   * No file of its data takes a byte more, as on a full disk; resolves when it has ended for that by itself. Started again
   * it has room. Undefined where limits of a running process cannot be changed.
   */
  fill: (() => Promise<void>) | undefined;
}

type Running = Extract<Engine, { address: string }>;
type Unavailable = Extract<Engine, { unavailable: string }>;

export type OwnKafka = Running & { interruptible: Losable };

/** @property way the proxy by which alone clients reach it. */
export type KafkaBehindProxy = Unavailable | (OwnKafka & { way: UnsteadyProxy });

export type KafkaEngine =
  | Unavailable
  | (Running & {
      /** Only where the tests own the server. */
      interruptible?: Interruptible;
    });
