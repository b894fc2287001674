import { interruptionsOf } from '@gatehouse/service';
import type { LookAgain } from '@gatehouse/schemas';
import {
  ADD_ONS,
  closingsStream,
  CourtOrderPolicySet,
  InputsRestrict,
  ledgerStream,
  PersonBlocked,
  RestrictionMoved,
  restrictionsStream,
  RowsAlike,
  RowsCarry,
  RESTRICTION_EVENTS,
  RowsJoined,
  SETTINGS_EVENTS,
  settingsStream,
  STREAM_PREFIXES,
  TOPICS,
} from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, Subscription } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import { publishUntilTaken } from '@gatehouse/message-bus';
import { newerThan } from '@gatehouse/policy';
import type { FollowerHost } from '../runs/closings-follower.js';

/** Events that may take somebody out. Whether they do, the writers work out. */
const MAY_RESTRICT: ReadonlySet<string> = new Set([
  PersonBlocked.type,
  RestrictionMoved.type,
  RowsJoined.type,
  CourtOrderPolicySet.type,
  InputsRestrict.type,
  RowsAlike.type,
  RowsCarry.type,
]);

/** What such an event says nobody knows here, so it may restrict, too. */
const isNewer = newerThan([...SETTINGS_EVENTS, ...RESTRICTION_EVENTS]);

const mayRestrict = (event: RecordedEvent): boolean =>
  event.damaged === true || MAY_RESTRICT.has(event.type) || isNewer(event);

const PREFIXES = [STREAM_PREFIXES.settings, STREAM_PREFIXES.restrictions];

/**
 * Follows decisions and registers of all schools, and tells the writers to look again where something may restrict
 * somebody (restrictions.md, rule 17). Whether Wonde answers, or a run is open, plays no part.
 */
export class LookAgainFollower {
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;

  /** Begins with what is appended from now on; what stood before is for `tellWhoIsBehind`. */
  async start({ engines, stalls }: FollowerHost, onDeath: (error: unknown) => void): Promise<void> {
    const { eventStore, bus } = engines;
    const after = await eventStore.lastPosition(PREFIXES);
    const around = stalls.watch('look-again');
    const tell = async (events: RecordedEvent[]) => {
      const schools = events.filter(mayRestrict).map(({ stream }) => schoolOf(stream));
      await tellToLookAgain(bus, schools, this.#stopping.signal);
    };
    const onBatch = (events: RecordedEvent[]) => around(() => tell(events));
    this.#subscription = eventStore.subscribe({
      prefixes: PREFIXES,
      after,
      onBatch,
      onInterrupted: interruptionsOf(around),
    });
    this.#subscription.ended.catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) onDeath(error);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
  }
}

/**
 * Tells the writers to look again at those schools whose last closings were decided before the newest decision or reading,
 * and at those of which that cannot be read: when in doubt, somebody is restricted.
 */
export async function tellWhoIsBehind(
  store: EventStore,
  bus: MessageBus,
  schools: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const behind: string[] = [];
  for (const schoolId of schools) if (await mayBeBehind(store, schoolId)) behind.push(schoolId);
  await tellToLookAgain(bus, behind, signal);
}

async function mayBeBehind(store: EventStore, schoolId: string): Promise<boolean> {
  try {
    return await isBehind(store, schoolId);
  } catch (error) {
    if (error instanceof EventDamaged) return true;
    throw error;
  }
}

async function isBehind(store: EventStore, schoolId: string): Promise<boolean> {
  const settings = (await store.readLast(settingsStream(schoolId)))?.revision ?? -1;
  const restrictions = (await store.readLast(restrictionsStream(schoolId)))?.revision ?? -1;
  for (const addOn of ADD_ONS) {
    // The calendar's ledger has no people.
    if (addOn === 'mis-calendar') continue;
    const closing = await store.readLast(closingsStream(schoolId, addOn));
    if (!closing) {
      // A first run that never ended may have let people in.
      if (await store.readLast(ledgerStream(schoolId, addOn))) return true;
      continue;
    }
    const { settingsRevision = -1, restrictionsRevision = -1 } = closing.metadata as {
      settingsRevision?: number;
      restrictionsRevision?: number;
    };
    // So that what is no number is behind, too.
    if (!(settingsRevision >= settings && restrictionsRevision >= restrictions)) return true;
  }
  return false;
}

/** Tells the writers to look again at schools. Tried until the bus has it: what restricts may wait for an engine, and is not forgotten for one. */
export async function tellToLookAgain(
  bus: MessageBus,
  schools: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const messages = [...new Set(schools)].map((schoolId) => {
    const value: LookAgain = { type: 'look-again', schoolId };
    return { key: schoolId, value };
  });
  if (messages.length > 0) await publishUntilTaken(bus, TOPICS.lookAgain, messages, signal);
}

/** Streams of settings and registers are `<prefix><schoolId>`. */
const schoolOf = (stream: string) => stream.slice(stream.indexOf('-') + 1);
