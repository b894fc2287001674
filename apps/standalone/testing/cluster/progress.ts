import { ADD_ONS, STREAM_PREFIXES } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, Subscription } from '@gatehouse/event-store';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { until } from '@gatehouse/testing';
import type { Gate } from '../gate.js';

/** How far a synchronisation has come, as it can be seen from outside. */
export interface Progress {
  /** Requests that Wonde was asked. */
  requests: number;
  /** Lines that the ledgers got. */
  lines: number;
}

/** Counts what the gate does meanwhile. */
export async function progressOf(gate: Gate, work: () => Promise<unknown>, schools: readonly string[]) {
  const linesNow = async () => {
    const each = schools.flatMap((id) => ADD_ONS.map((addOn) => gate.ledger(addOn, id)));
    return (await Promise.all(each)).flat().length;
  };
  const before = await linesNow();
  gate.sandbox.control.clearRequests();
  await work();
  return { requests: gate.sandbox.control.requests().length, lines: (await linesNow()) - before };
}

/** Follows a synchronisation from now on, so that a spec can act in the middle of it. */
export class Watched {
  #lines = 0;
  /** Runs that were completed meanwhile. */
  completedRuns = 0;
  #subscription: Subscription | undefined;

  private constructor(readonly sandbox: Sandbox) {}

  static async from(sandbox: Sandbox, eventStore: EventStore): Promise<Watched> {
    const watched = new Watched(sandbox);
    const prefixes = [STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync];
    sandbox.control.clearRequests();
    watched.#subscription = eventStore.subscribe({
      prefixes,
      after: await eventStore.lastPosition(prefixes),
      onBatch: async (events) => watched.#count(events),
    });
    return watched;
  }

  async end(): Promise<void> {
    await this.#subscription?.stop();
  }

  get now(): Progress {
    return { requests: this.sandbox.control.requests().length, lines: this.#lines };
  }

  /** Resolves when Wonde was asked for events of the school, which come last: its run is under way in every service. */
  async askedForEventsOf(schoolId: string): Promise<void> {
    const isAsked = () =>
      this.sandbox.control.requests().some(({ url }) => url.includes(`/schools/${schoolId}/events`));
    await until(`events of ${schoolId} asked for`, isAsked, { everyMs: 1 });
  }

  /** Resolves when so much of it is reached. */
  async reached(point: Partial<Progress>): Promise<void> {
    const isReached = () => {
      const { requests, lines } = this.now;
      return requests >= (point.requests ?? 0) && lines >= (point.lines ?? 0);
    };
    const seen = () => ({ wanted: point, now: this.now });
    await until('the middle of the synchronisation', isReached, { everyMs: 1, seen });
  }

  #count(events: readonly RecordedEvent[]): void {
    for (const { stream, type } of events) {
      if (stream.startsWith(STREAM_PREFIXES.ledger)) this.#lines += 1;
      else if (type === 'SyncRunCompleted') this.completedRuns += 1;
    }
  }
}
