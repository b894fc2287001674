import type { EventStore, ExpectedRevision, NewEvent, RecordedEvent } from './event-store.port.js';
import { EventDamaged, StreamContradicts } from './event-store.port.js';

type Reads = Pick<EventStore, 'read'>;

/** What was made of a stream, and of how much of it. */
export interface Folded<S> {
  state: S;
  /** Of the last event; -1 where there is none. */
  revision: number;
}

/** What `append` expects of a stream that ends with this revision; -1 for one that has no event. */
export const expectedAfter = (revision: number): ExpectedRevision => (revision < 0 ? 'no-stream' : revision);

/** Folds a stream from its first event to its last. */
export async function foldStream<S>(
  store: Reads,
  stream: string,
  evolve: (state: S, event: RecordedEvent) => S,
  initial: S,
): Promise<Folded<S>> {
  let [state, revision] = [initial, -1];
  for await (const events of store.read(stream)) {
    for (const event of events) state = evolve(state, event);
    revision = events.at(-1)?.revision ?? revision;
  }
  return { state, revision };
}

/** The event at this place; undefined where the stream ends before. @throws EventDamaged when it cannot be read. */
export async function eventAt(
  store: Reads,
  stream: string,
  revision: number,
): Promise<RecordedEvent | undefined> {
  for await (const [event] of store.read(stream, { from: revision, limit: 1 })) return event;
  return undefined;
}

/** So often a store that changes its leader may refuse an append although nobody has appended. */
const MOST_CONFLICTS = 10;

/**
 * What a writer meets whose appends are refused because somebody else was quicker: it reads on and tries again, for as long
 * as there is something to read on.
 */
export class Conflicts {
  #revision: number | undefined;
  #times = 0;

  /**
   * Notes a refusal.
   *
   * @param revision the last one that the writer has read.
   * @throws StreamContradicts when that has been the last one for too many refusals.
   */
  note(stream: string, revision: number): void {
    this.#times = this.#revision === revision ? this.#times + 1 : 1;
    this.#revision = revision;
    if (this.#times > MOST_CONFLICTS) throw new StreamContradicts(stream);
  }
}

/**
 * One event that is read, also where it cannot be: then as subscriptions deliver it, marked as damaged. For whoever asks
 * where a stream ends, or what stands at a place; never for a rule, which would be worked out from a history with a hole.
 */
export async function orDamaged(
  reading: Promise<RecordedEvent | undefined>,
): Promise<RecordedEvent | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof EventDamaged) return error.event;
    throw error;
  }
}

/**
 * Appends what is made of a stream as it stands, all or none. Where somebody else appends in between it is decided again,
 * for as often as that happens.
 *
 * @param decide reads the stream: the revision that it ends with, and what is to be appended behind that; no event, if
 * nothing is.
 * @returns the revision that the stream ends with afterwards.
 * @throws StreamContradicts
 */
export async function appendAgreed(
  store: Pick<EventStore, 'append'>,
  stream: string,
  decide: () => Promise<{ revision: number; events: readonly NewEvent[] }>,
): Promise<number> {
  for (const conflicts = new Conflicts(); ;) {
    const { revision, events } = await decide();
    if (events.length === 0) return revision;
    const result = await store.append(stream, expectedAfter(revision), events);
    if (result.ok) return result.revision;
    conflicts.note(stream, revision);
  }
}
