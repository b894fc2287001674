import type { AddOn, EventOf } from '@gatehouse/schemas';
import { ADD_ONS, LedgerClosed, parseLedgerStream, STREAM_PREFIXES } from '@gatehouse/schemas';
import type { RecordedEvent, Subscription } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/service';
import { interruptionsOf } from '@gatehouse/service';

export type Closing = EventOf<typeof LedgerClosed>['data'];
export type Closings = Record<AddOn, Closing>;

/** What a follower needs of the process. */
export type FollowerHost = Pick<ServiceHost, 'engines' | 'stalls'>;

interface Waiting {
  schoolId: string;
  closings: Partial<Closings>;
  resolve: (closings: Closings) => void;
  reject: (error: Error) => void;
}

/** A ledger was closed in a form that this program does not know, so that nobody knows what became of the run. */
export class ClosingUnreadable extends Error {
  readonly code = 'CLOSING_UNREADABLE';
  constructor(schoolId: string, addOn: AddOn) {
    super(
      `The run of school ${schoolId} was closed in ${addOn} by an event that cannot be read. Check that all services are of one ` +
        'version; else restore the event store from a backup. The next synchronisation tries again.',
    );
    this.name = 'ClosingUnreadable';
  }
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

  /**
   * Resolves when every ledger of the run is closed. Rejects with the signal's reason when it is aborted, and with
   * ClosingUnreadable when one of the school is closed meanwhile by an event that cannot be read: its run would be waited for
   * until the deadline.
   */
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
      this.#waiting.set(name, {
        schoolId,
        closings: {},
        resolve: (closings) => give(() => resolve(closings)),
        reject: (error) => give(() => reject(error)),
      });
    });
  }

  #take({ stream, data }: RecordedEvent): void {
    const ledger = parseLedgerStream(stream);
    if (!ledger) return;
    const { schoolId, addOn } = ledger;
    const closing = LedgerClosed.data.safeParse(data).data;
    if (!closing) {
      const ofSchool = [...this.#waiting.values()].filter((waiting) => waiting.schoolId === schoolId);
      for (const { reject } of ofSchool) reject(new ClosingUnreadable(schoolId, addOn));
      return;
    }
    const waiting = this.#waiting.get(nameOf(schoolId, closing.run));
    if (!waiting) return;
    waiting.closings[addOn] = closing;
    if (ADD_ONS.every((each) => waiting.closings[each])) waiting.resolve(waiting.closings as Closings);
  }
}

const nameOf = (schoolId: string, run: number) => `${schoolId}/${run}`;
