import type { AddOn, EventOf, LedgerClosed } from '@gatehouse/contracts';
import { ADD_ONS, parseLedgerStream, STREAM_PREFIXES } from '@gatehouse/contracts';
import type { RecordedEvent, Subscription } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/platform';
import { interruptionsOf } from '@gatehouse/platform';

export type Closing = EventOf<typeof LedgerClosed>['data'];
export type Closings = Record<AddOn, Closing>;

/** What a follower needs of the process. */
export type FollowerHost = Pick<ServiceHost, 'engines' | 'stalls'>;

interface Waiting {
  closings: Partial<Closings>;
  resolve(closings: Closings): void;
}

/** Follows the closings of all ledgers and tells whoever waits for a run when its last ledger is closed. */
export class ClosingsFollower {
  readonly #waiting = new Map<string, Waiting>();
  #subscription: Subscription | undefined;

  /** Begins with what is appended from now on: a run is waited for before it is opened. */
  async start({ engines, stalls }: FollowerHost, onDeath: (error: unknown) => void): Promise<void> {
    const prefixes = [STREAM_PREFIXES.closings];
    const after = await engines.eventStore.lastPosition(prefixes);
    const around = stalls.watch('closings');
    const onBatch = (events: RecordedEvent[]) =>
      around(async () => events.forEach((event) => this.#take(event)));
    this.#subscription = engines.eventStore.subscribe({
      prefixes,
      after,
      onBatch,
      onInterrupted: interruptionsOf(around),
    });
    this.#subscription.ended.catch(onDeath);
  }

  async stop(): Promise<void> {
    await this.#subscription?.stop();
  }

  /** Resolves when every ledger of the run is closed. Rejects with the signal's reason when it is aborted. */
  closingsOf(schoolId: string, run: number, signal: AbortSignal): Promise<Closings> {
    const name = nameOf(schoolId, run);
    return new Promise<Closings>((resolve, reject) => {
      const give = (settle: () => void) => {
        this.#waiting.delete(name);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = () => give(() => reject(signal.reason as Error));
      if (signal.aborted) return reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort);
      this.#waiting.set(name, { closings: {}, resolve: (closings) => give(() => resolve(closings)) });
    });
  }

  #take({ stream, data }: RecordedEvent): void {
    const ledger = parseLedgerStream(stream);
    const closing = data as unknown as Closing;
    const waiting = ledger && this.#waiting.get(nameOf(ledger.schoolId, closing.run));
    if (!waiting) return;
    waiting.closings[ledger.addOn] = closing;
    if (ADD_ONS.every((addOn) => waiting.closings[addOn])) waiting.resolve(waiting.closings as Closings);
  }
}

const nameOf = (schoolId: string, run: number) => `${schoolId}/${run}`;
