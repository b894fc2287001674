import type { AllStreamSubscription, EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import { START, streamNameFilter } from '@eventstore/db-client';
import type { Position, RecordedEvent } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import { failedCall } from './failed-call.js';
import { toEvent, toLogPosition, toPosition } from './to-event.js';

/** Checkpoints come every 32 searched events times this. */
const CHECKPOINT_INTERVAL = 32;

interface Checkpoint {
  checkpoint: Position;
}

export interface Queued {
  events: RecordedEvent[];
  /** Everything up to here was taken from the queue; undefined when nothing was there. */
  checkpoint: Position | undefined;
}

/**
 * One subscription of the client, read as a queue. The client reports checkpoints beside its queue of events, so that
 * they run ahead of what was taken; here they go through the queue, each behind the events that came before it.
 */
export class QueuedSubscription {
  readonly #subscription: AllStreamSubscription;
  #failure: EventStoreUnavailable | undefined;
  #isConfirmed = false;
  #reached: Position;
  #wake: () => void = () => undefined;

  constructor(client: EventStoreDBClient, prefixes: string[], after: Position | null, capacity: number) {
    const filter = streamNameFilter({
      prefixes,
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached: (subscription, position) => {
        subscription.push({ checkpoint: toPosition(position) } satisfies Checkpoint);
      },
    });
    this.#reached = after ?? '';
    const fromPosition = after === null ? START : toLogPosition(after);
    this.#subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: capacity });
    this.#subscription.on('confirmation', () => {
      this.#isConfirmed = true;
      this.#wake();
    });
    this.#subscription.on('error', (error) => this.#fail(failedCall(error, 'follow $all')));
    for (const end of ['end', 'close'] as const) {
      this.#subscription.on(end, () => this.#fail(new EventStoreUnavailable(ENDED)));
    }
    this.#subscription.on('readable', () => this.#wake());
  }

  /** The server answered that it follows. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** Why it has ended, which nobody asked for; undefined while it goes on. */
  get failure(): EventStoreUnavailable | undefined {
    return this.#failure;
  }

  /** Up to `max` events that are there now. */
  take(max: number): Queued {
    const queued: Queued = { events: [], checkpoint: undefined };
    while (queued.events.length < max) {
      const item = this.#subscription.read() as ResolvedEvent | Checkpoint | null;
      if (item === null) break;
      // A checkpoint that lies before what was delivered says nothing new.
      if ('checkpoint' in item) {
        if (item.checkpoint > this.#reached) queued.checkpoint = this.#reached = item.checkpoint;
      } else if (item.event) {
        queued.events.push(toEvent(item.event));
        queued.checkpoint = this.#reached = queued.events.at(-1)!.position;
      }
    }
    return queued;
  }

  /** Waits for something to take, the confirmation, a failure, or `interrupt`; gives whether it came within `limitMs`. */
  async something(limitMs: number): Promise<boolean> {
    if (this.#failure || this.#subscription.readableLength > 0) return true;
    return new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Ends a wait. */
  interrupt(): void {
    this.#wake();
  }

  /** Nothing is waited for: it may not even be connected. */
  close(): void {
    this.#failure ??= new EventStoreUnavailable(ENDED);
    void this.#subscription.unsubscribe().catch(() => undefined);
  }

  #fail(error: EventStoreUnavailable): void {
    this.#failure ??= error;
    this.#wake();
  }
}

const ENDED = 'A subscription of EventStoreDB ended without being asked to.';
