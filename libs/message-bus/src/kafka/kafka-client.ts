import { setMaxListeners } from 'node:events';
import net from 'node:net';
import { addAbortSignal } from 'node:stream';
import tls from 'node:tls';
import type { ISocketFactory, logCreator, RetryOptions } from 'kafkajs';
import kafkajs from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import type { KafkaConnection, KafkaLog } from './kafka-options.js';

/**
 * Said in full, because kafkajs has other defaults under test. A single call is tried for about 15 seconds against
 * brokers that refuse; by itself it would be some minutes against ones that do not answer.
 */
export const RETRY: RetryOptions = {
  initialRetryTime: 100,
  factor: 0.2,
  multiplier: 2,
  maxRetryTime: 5_000,
  retries: 8,
};

/** How long a call may be tried where nothing else is said, in milliseconds. */
const CALL_LIMIT_MS = 20_000;
const KEEP_ALIVE_MS = 60_000;

/** A client of kafkajs that can be cut off. */
export interface KafkaClient {
  kafka: kafkajs.Kafka;
  /**
   * Does the work within the limit of a call. After that the client is cut off: what kafkajs still tries of it never
   * reaches the brokers, so that nothing comes late that was said to have failed.
   *
   * @throws MessageBusUnavailable when the limit is over; what the work throws.
   */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Ends its connections, and lets it make no others. */
  cutOff(): void;
}

/**
 * A client of its own for every producer and consumer: those of one client share what they know of a group's places,
 * and one that joins would make the other forget them.
 */
export function newKafkaClient(
  connection: KafkaConnection,
  log: KafkaLog | undefined,
  limitMs = CALL_LIMIT_MS,
): KafkaClient {
  const cutOff = new AbortController();
  // One for each connection.
  setMaxListeners(0, cutOff.signal);
  const trouble: Trouble = { last: undefined };
  const kafka = new kafkajs.Kafka({
    ...connection,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: RETRY,
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: logTo(log, trouble),
    socketFactory: connectedUntil(cutOff.signal),
  });
  const within = async <T>(work: () => Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    trouble.last = undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        cutOff.abort();
        const late = `Kafka has not done within ${limitMs / 1_000} s what it was asked. See that its brokers run.`;
        // Brokers that answer all the time, and never as they should, have not been silent.
        const said = trouble.last === undefined ? [] : [`What its client said last: ${trouble.last}`];
        reject(new MessageBusUnavailable([late, ...said].join(' ')));
      }, limitMs);
    });
    try {
      return await Promise.race([work(), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };
  return { kafka, within, cutOff: () => cutOff.abort() };
}

/** Connections as kafkajs makes them, which end with the signal, and which cannot be made after it. */
const connectedUntil =
  (cutOff: AbortSignal): ISocketFactory =>
  ({ host, port, ssl, onConnect }) => {
    const names = net.isIP(host) ? {} : { servername: host };
    const socket = ssl
      ? tls.connect({ host, port, ...names, ...ssl }, onConnect)
      : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return addAbortSignal(cutOff, socket);
  };

/** What kafkajs has logged, which it may be trying to overcome. */
interface Trouble {
  last: string | undefined;
}

const PASSED_ON = ['broker', 'groupId', 'topic', 'partition', 'retryCount', 'error'];

/** What kafkajs calls an error is often one that it then overcomes, so it is a warning. Only named fields pass. */
function logTo(log: KafkaLog | undefined, trouble: Trouble): logCreator {
  return () =>
    ({ namespace, log: entry }) => {
      trouble.last = entry.message;
      const fields = Object.entries(entry).filter(
        ([name, value]) => PASSED_ON.includes(name) && typeof value !== 'object',
      );
      log?.warn({ part: namespace, ...Object.fromEntries(fields) }, `kafka: ${entry.message}`);
    };
}
