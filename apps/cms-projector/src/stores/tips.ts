import type { AddOn } from '@gatehouse/schemas';
import {
  ADD_ONS,
  STREAM_PREFIXES,
  SyncRunStarted,
  ledgerStream,
  parseLedgerStream,
  syncStream,
} from '@gatehouse/schemas';
import type { EventStore, Position, RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged, eventAt, orDamaged } from '@gatehouse/event-store';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { SCHOOLS_OWNER, TIPS } from '../collections.js';

const PAGE = 1_000;

/** An event by its place and its name: in another past another one may stand there. */
interface Tip {
  revision: number;
  id: string;
}

/** The newest events of a school that its documents were projected from (ADR 0030). */
export interface Tips {
  ledgers: { [addOn in AddOn]?: Tip };
  /** `SyncRunStarted`: its id is random, while those of lines are derived and may come again. */
  run?: Tip;
  /**
   * The school is not served until a run has completed that is later than `through`, a revision of `sync-`, whatever its
   * document says, which may have to be made anew. `since`: ISO 8601.
   */
  heldBack?: { since: string; through: number };
  /** A recovery of the school was begun and not ended: what there is of it is not whole. */
  recovering?: true;
}

export const NO_TIPS: Tips = { ledgers: {} };

/** The school that an event is about; undefined of streams that are not projected. */
export function schoolOf(stream: string): string | undefined {
  if (stream.startsWith(STREAM_PREFIXES.sync)) return stream.slice(STREAM_PREFIXES.sync.length);
  return stream.startsWith(STREAM_PREFIXES.ledger) ? parseLedgerStream(stream)?.schoolId : undefined;
}

/** The tips after one more event, which may have been there before. */
export function evolveTips(tips: Tips, { stream, type, revision, id }: RecordedEvent): Tips {
  const tip = { revision, id };
  const ledger = parseLedgerStream(stream);
  if (ledger) {
    const known = tips.ledgers[ledger.addOn];
    if (known && known.revision >= revision) return tips;
    return { ...tips, ledgers: { ...tips.ledgers, [ledger.addOn]: tip } };
  }
  const isNewer = type === SyncRunStarted.type && (tips.run?.revision ?? -1) < revision;
  return isNewer ? { ...tips, run: tip } : tips;
}

/** What is written of a school's tips; the last write stands, whichever revisions it names. */
export const writeOfTips = (schoolId: string, tips: Tips): WriteOperation => ({
  collection: TIPS,
  schoolId: SCHOOLS_OWNER,
  id: schoolId,
  rev: 0,
  document: { ...tips },
  again: true,
});

export async function readTips(models: ReadModels, schoolId: string): Promise<Tips> {
  const stored = await models.get(TIPS, SCHOOLS_OWNER, schoolId);
  return (stored?.document as Tips | undefined) ?? NO_TIPS;
}

/** Of every school that has any. */
export async function readAllTips(models: ReadModels): Promise<Map<string, Tips>> {
  const tips = new Map<string, Tips>();
  for (let after: string | undefined; ;) {
    const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await models.list(TIPS, SCHOOLS_OWNER, options);
    for (const { id, document } of page) tips.set(id, document as unknown as Tips);
    if (page.length < PAGE) return tips;
    after = page.at(-1)?.id;
  }
}

/** The last event that was projected, of whichever school, as it is remembered beside the checkpoint. */
export interface LastEvent extends Tip {
  stream: string;
}

export const lastEventOf = ({ stream, revision, id }: RecordedEvent): LastEvent => ({ stream, revision, id });

/**
 * Where the event stands in this event store; undefined where it does not have it: then it is another past, in which
 * positions mean something else.
 */
export async function positionOf(
  store: EventStore,
  { stream, revision, id }: LastEvent,
): Promise<Position | undefined> {
  const event = await orDamaged(eventAt(store, stream, revision));
  return event?.id === id ? event.position : undefined;
}

/**
 * A school's events after its tips, stream by stream: all of `sync-`, which is short and may be repeated, and what its
 * ledgers have since. A damaged event is delivered as such, and what stands after it as well.
 */
export async function* eventsSince(
  store: EventStore,
  schoolId: string,
  { ledgers }: Tips,
): AsyncIterable<RecordedEvent[]> {
  yield* passingOver(store, syncStream(schoolId), 0);
  for (const addOn of ADD_ONS) {
    yield* passingOver(store, ledgerStream(schoolId, addOn), (ledgers[addOn]?.revision ?? -1) + 1);
  }
}

/** Readers of a stream are refused a damaged event; here it is one line that stops no other. */
async function* passingOver(
  store: EventStore,
  stream: string,
  first: number,
): AsyncIterable<RecordedEvent[]> {
  for (let from = first; ;) {
    try {
      for await (const events of store.read(stream, { from })) {
        from += events.length;
        yield events;
      }
      return;
    } catch (error) {
      if (!(error instanceof EventDamaged)) throw error;
      yield [error.event];
      from = error.event.revision + 1;
    }
  }
}
