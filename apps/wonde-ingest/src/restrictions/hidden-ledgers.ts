import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, hiddenStream, LedgerShown, parseLedgerStream, STREAM_PREFIXES } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, Subscription } from '@gatehouse/event-store';
import { orDamaged } from '@gatehouse/event-store';
import { interruptionsOf } from '@gatehouse/service';
import type { FollowerHost } from '../runs/closings-follower.js';
import { tellToLookAgain } from './look-again-follower.js';

/** How often the writers are told to look again at a ledger that is hidden, in milliseconds. */
export const LOOK_AGAIN_EVERY_MS = 15_000;

const PREFIXES = [STREAM_PREFIXES.hidden];

/**
 * Has the writers look again, every few seconds, at each ledger to which what restricts cannot be applied: whoever of
 * them was restarted meanwhile needs to remember nothing.
 */
export class HiddenLedgers {
  readonly #stopping = new AbortController();
  readonly #hidden = new Map<string, Set<AddOn>>();
  /** Of each stream the revision of what was taken last. */
  readonly #newest = new Map<string, number>();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Begins with what is appended from now on; what stood before is for `learn`. */
  async start(
    { engines: { eventStore, bus }, stalls }: FollowerHost,
    onDeath: (error: unknown) => void,
    everyMs = LOOK_AGAIN_EVERY_MS,
  ): Promise<void> {
    const after = await eventStore.lastPosition(PREFIXES);
    const around = stalls.watch('hidden');
    const onBatch = (events: RecordedEvent[]) =>
      around(async () => events.forEach((event) => this.#take(event)));
    this.#subscription = eventStore.subscribe({
      prefixes: PREFIXES,
      after,
      onBatch,
      onInterrupted: interruptionsOf(around),
    });
    this.#subscription.ended.catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) onDeath(error);
    });
    let telling: Promise<void> | undefined;
    this.#timer = setInterval(() => {
      const schools = [...this.#hidden.keys()];
      telling ??= tellToLookAgain(bus, schools, this.#stopping.signal)
        .catch(() => undefined)
        .finally(() => (telling = undefined));
    }, everyMs).unref();
  }

  /** Learns what is hidden of these schools since before the start. */
  async learn(store: EventStore, schools: readonly string[]): Promise<void> {
    for (const schoolId of schools) {
      for (const addOn of ADD_ONS) {
        const last = await orDamaged(store.readLast(hiddenStream(schoolId, addOn)));
        if (last) this.#take(last);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#subscription?.stop();
  }

  /** What cannot be read counts as hidden. */
  #take({ stream, type, revision, damaged }: RecordedEvent): void {
    const ledger = parseLedgerStream(stream);
    // What is learned may be older than what was followed meanwhile.
    if (!ledger || revision < (this.#newest.get(stream) ?? 0)) return;
    this.#newest.set(stream, revision);
    const hidden = this.#hidden.get(ledger.schoolId) ?? new Set();
    if (type === LedgerShown.type && !damaged) hidden.delete(ledger.addOn);
    else hidden.add(ledger.addOn);
    if (hidden.size > 0) this.#hidden.set(ledger.schoolId, hidden);
    else this.#hidden.delete(ledger.schoolId);
  }
}
