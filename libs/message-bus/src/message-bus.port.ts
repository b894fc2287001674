export type Headers = { [name: string]: string };

export interface OutgoingMessage {
  /** The unit of order: messages with one key arrive in the order in which they were published. A school id. */
  key: string;
  /** A value that JSON can carry. Never personal data in clear. */
  value: unknown;
  headers?: Headers;
}

export interface IncomingMessage {
  topic: string;
  key: string;
  value: unknown;
  headers: Headers;
  /** Names the message for people and for `causationId`: `<topic>/<partition>/<offset>`. */
  id: string;
}

export interface ConsumeOptions {
  topic: string;
  /** Consumers of one group share the messages; every group sees all of them. */
  group: string;
  /** At most this many messages in one batch; 500 when left out. */
  maxBatch?: number;
  /**
   * Called with one batch at a time for each key. When it resolves the batch is done and is not delivered again (save
   * after a crash); when it rejects the same messages are delivered again after a pause, in order, without an end:
   * who wants an end moves the message to dead letters and resolves.
   */
  onBatch: (messages: IncomingMessage[]) => Promise<void>;
  /**
   * Called when the bus cannot be consumed from for longer than a moment: it is locked, full, or must not be written. The
   * consumer tries on by itself, and calls this again for every try in vain; then once with undefined, when it goes on. On
   * Kafka, whose client tries on by itself and says nothing, it is never called.
   */
  onInterrupted?: (error: MessageBusUnavailable | undefined) => void;
}

export interface Consumer {
  /** Stops after the batch in hand; resolves when nothing more will be called. */
  stop(): Promise<void>;
  /** Resolves when stopped; rejects when the consumer died, which one that is being stopped does not. */
  ended: Promise<void>;
}

/** What travels between services (design section 6): at least once, ordered per key. */
export interface MessageBus {
  /**
   * Durable when it resolves, as the engine promises (docs/explanation/engines.md). When it rejects, the adapter says
   * whether messages may be there: all or none on the embedded bus, the first ones on Kafka.
   *
   * @throws TypeError for a value that JSON cannot carry: then there is none; MessageTooLarge: then there is none either,
   * save where a topic on Kafka takes less than the adapter would make it take; MessageBusUnavailable.
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** A new group begins with the oldest message that is kept. */
  consume(options: ConsumeOptions): Promise<Consumer>;
  /**
   * What is kept of a topic, oldest first for each key, up to what was there at the beginning. It belongs to no group,
   * and nobody's place moves. A topic that was never used is empty.
   *
   * @throws MessageBusUnavailable
   */
  read(topic: string): AsyncIterable<IncomingMessage>;
  /** How many messages of a topic are kept. @throws MessageBusUnavailable */
  count(topic: string): Promise<number>;
  /**
   * Removes what is kept of a topic up to and including these messages: of each partition everything up to the highest
   * that is named. Who still needs an earlier one must not name a later one.
   *
   * @param through ids of messages of this topic, as `read` gives them.
   * @throws MessageBusUnavailable; RangeError for an id that is none of this topic.
   */
  trim(topic: string, through: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The bus did not answer, or answered that it cannot. */
export class MessageBusUnavailable extends Error {
  readonly code = 'MESSAGE_BUS_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MessageBusUnavailable';
  }
}

/** One message is larger than the bus takes. */
export class MessageTooLarge extends RangeError {
  readonly code = 'MESSAGE_TOO_LARGE';
  /**
   * @param index of the message in the call.
   * @param mostBytes what the bus takes; undefined where only the brokers know.
   */
  constructor(
    readonly index: number,
    bytes: number,
    mostBytes?: number,
  ) {
    super(
      mostBytes === undefined
        ? `A message of some ${bytes} bytes is more than its topic takes: raise the topic's max.message.bytes, or send less.`
        : `A message has ${bytes} bytes, and the bus takes ${mostBytes}: nothing was published.`,
    );
    this.name = 'MessageTooLarge';
  }
}
