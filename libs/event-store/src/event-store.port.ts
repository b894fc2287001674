/** A value as JSON can carry it. */
export type JsonObject = { [key: string]: unknown };

/** An event before it is appended. `id` is a UUID that the writer derives; `type` is never empty. */
export interface NewEvent {
  id: string;
  type: string;
  data: JsonObject;
  metadata: JsonObject;
}

/**
 * Where an event stands among all events of the store: an opaque string of which only the order means something
 * (`a < b` compares). Positions have gaps.
 */
export type Position = string;

export interface RecordedEvent extends NewEvent {
  stream: string;
  /** 0 for the first event of its stream, then without gaps. */
  revision: number;
  position: Position;
  /**
   * What is stored of the event cannot be read: `data` and `metadata` are empty. Only subscriptions deliver such an event,
   * since one event must not hold up those of all other streams; a reader of its stream is refused.
   */
  damaged?: true;
}

/** The revision that the last event of the stream must have, or that the stream must not exist. There is no `any`. */
export type ExpectedRevision = number | 'no-stream';

export type AppendResult =
  { ok: true; revision: number; position: Position } | { ok: false; conflict: { actual: ExpectedRevision } };

export interface ReadOptions {
  /** The first revision wanted; 0 when left out. */
  from?: number;
  /** At most so many events, at least 1; all when left out. */
  limit?: number;
}

export interface SubscribeOptions {
  /** Only streams whose name begins with one of these. */
  prefixes: readonly string[];
  /** Events after this position; null for all from the start. */
  after: Position | null;
  /**
   * Called with one batch at a time, in the order of positions; the next batch comes after the promise resolves.
   * `checkpoint` is safe to store once the call has resolved: everything wanted up to it was delivered. `events` may
   * be empty when only the checkpoint moved. A rejection ends the subscription as failed.
   */
  onBatch: (events: RecordedEvent[], checkpoint: Position) => Promise<void>;
  maxBatch?: number;
  /**
   * Called when the store cannot be followed: it is away, or refuses. The subscription tries on by itself, after its last
   * checkpoint, and calls this again for every try in vain; then once with undefined, when it follows again. A store
   * that cannot be away never calls it.
   */
  onInterrupted?: (error: EventStoreUnavailable | undefined) => void;
}

export interface Subscription {
  /** Stops after the batch in hand; resolves when nothing more will be called. */
  stop(): Promise<void>;
  /** Resolves when stopped; rejects when `onBatch` has rejected, or the store has failed for good. */
  ended: Promise<void>;
}

/** Where the facts live (design section 6). One append is atomic and durable when it resolves. */
export interface EventStore {
  /**
   * Appends the events in order, all or none, if the stream's last revision is the expected one. Some stores take the
   * same ids again at the same place for the same append, and answer that it succeeded: where only one of several
   * writers may win, its events need ids that nobody else gives.
   *
   * @throws AppendTooLarge when the store cannot take the events in one append; then nothing was written.
   * @throws EventStoreUnavailable when the store does not answer; then nothing is known, and the writer must look at
   *   the tail before it appends again.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  /**
   * Batches of a stream's events, oldest first; none for a stream that does not exist.
   *
   * @throws EventDamaged after all events before that one.
   */
  read(stream: string, options?: ReadOptions): AsyncIterable<RecordedEvent[]>;
  /** The last event of a stream, if there is one. @throws EventDamaged */
  readLast(stream: string): Promise<RecordedEvent | undefined>;
  subscribe(options: SubscribeOptions): Subscription;
  /** The position of the last event in streams that begin with one of the prefixes; null when there is none. */
  lastPosition(prefixes: readonly string[]): Promise<Position | null>;
  close(): Promise<void>;
}

/** The store did not answer, or answered that it cannot. What failed this way may succeed when it is tried again. */
export class EventStoreUnavailable extends Error {
  readonly code: string = 'EVENT_STORE_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventStoreUnavailable';
  }
}

/**
 * The store refuses: the name or the password is wrong, or the user lacks a right, which the message names. It may be
 * granted at any time, so it is tried again like an outage.
 */
export class EventStoreRefused extends EventStoreUnavailable {
  override readonly code: string = 'EVENT_STORE_REFUSED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventStoreRefused';
  }
}

/** What is stored of an event cannot be read: it was altered, or its file is damaged. */
export class EventDamaged extends Error {
  readonly code = 'EVENT_DAMAGED';
  /** @param event as subscriptions deliver it: where it stands is known. */
  constructor(readonly event: RecordedEvent) {
    super(
      `Event ${event.revision} of ${event.stream} cannot be read: it was altered, or the event store is damaged. Restore the event ` +
        'store from a backup; what follows in this stream cannot be relied on until then.',
    );
    this.name = 'EventDamaged';
  }
}

/** Somebody else must have appended, again and again, and there is nothing of it: the store contradicts itself. */
export class StreamContradicts extends Error {
  readonly code = 'STREAM_CONTRADICTS';
  constructor(stream: string) {
    super(
      `The event store takes nothing behind the last event of ${stream}, and shows no later one. It is damaged: restore it from ` +
        'a backup.',
    );
    this.name = 'StreamContradicts';
  }
}

/** More than the store can append at once. Nothing was written, because parts of it would be no longer all or none. */
export class AppendTooLarge extends Error {
  readonly code = 'APPEND_TOO_LARGE';
  constructor(events: number, maxBytes: number) {
    super(
      `${events} events are more than the ${maxBytes} bytes that the store appends at once: append them in parts, ` +
        'each with its own expected revision (appendParts).',
    );
    this.name = 'AppendTooLarge';
  }
}

/** An event that no store may be given: an id that is no UUID, an empty type, a value that JSON cannot carry. */
export class InvalidEvent extends Error {
  readonly code = 'INVALID_EVENT';
  constructor(message: string) {
    super(message);
    this.name = 'InvalidEvent';
  }
}
