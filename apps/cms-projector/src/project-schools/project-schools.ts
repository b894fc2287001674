import { STREAM_PREFIXES, syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { orDamaged } from '@gatehouse/event-store';
import { evolveServing, withheld } from '@gatehouse/policy';
import type { Document, ReadModels, WriteOperation } from '@gatehouse/read-models';
import { SCHOOLS, SCHOOLS_OWNER } from '../collections.js';

/**
 * What the list of schools shows after these events: name, access, how the last run ended, and when the school was last
 * listed and read, from which whoever serves works out whether it may. Events that are in the stored document already are
 * passed over, so that repeating them changes nothing. A school of which an event cannot be read is held back.
 */
export async function projectSchools(
  events: readonly RecordedEvent[],
  models: ReadModels,
  heldBack: HeldBack = NOBODY,
): Promise<WriteOperation[]> {
  const writes = new Map<string, WriteOperation>();
  for (const event of events) {
    if (!event.stream.startsWith(STREAM_PREFIXES.sync)) continue;
    const id = event.stream.slice(STREAM_PREFIXES.sync.length);
    const stored = writes.get(id) ?? (await models.get(SCHOOLS, SCHOOLS_OWNER, id));
    if (stored && stored.rev >= event.revision) continue;
    const evolved = evolvedOrWithheld(stored?.document ?? { id }, event);
    const { since, through } = heldBack.get(id) ?? {};
    const isHeldBack = since !== undefined && through !== undefined && event.revision <= through;
    const document = isHeldBack ? withheld(evolved, 'restored', since, through) : evolved;
    writes.set(id, { collection: SCHOOLS, schoolId: SCHOOLS_OWNER, id, rev: event.revision, document });
  }
  return [...writes.values()];
}

/**
 * Schools that are not served until a run has completed that was started after a revision of their `sync-` stream, since a
 * store of theirs was restored (restrictions.md, rule 15).
 */
export type HeldBack = ReadonlyMap<string, { since: string; through: number }>;

const NOBODY: HeldBack = new Map();

/** The revision of its `sync-` stream through which a school is held back that is to wait for a run that is started later. */
export async function heldBackThrough(store: EventStore, schoolId: string): Promise<number> {
  return (await orDamaged(store.readLast(syncStream(schoolId))))?.revision ?? -1;
}

/** What holds a school back of which nothing new is to be projected. */
export async function holdBack(
  models: ReadModels,
  schoolId: string,
  { since, through }: { since: string; through: number },
): Promise<WriteOperation[]> {
  const stored = await models.get(SCHOOLS, SCHOOLS_OWNER, schoolId);
  if (!stored) return [];
  const document = withheld(stored.document, 'restored', since, through);
  return [{ collection: SCHOOLS, schoolId: SCHOOLS_OWNER, ...stored, document, again: true }];
}

/** One event that cannot be read stops no other school: what it may have said holds this one back. */
function evolvedOrWithheld(school: Document, event: RecordedEvent): Document {
  try {
    if (!event.damaged) return evolveSchool(school, event);
  } catch {
    // Its data have not the form of its type.
  }
  const since = school['listedAt'] ?? new Date(0).toISOString();
  return withheld(school, 'unreadable', String(since), event.revision);
}

/** What everybody may see of the school; whether it is served is for the policy to say. */
function evolveSchool(school: Document, event: RecordedEvent): Document {
  const served = evolveServing(school, event);
  const { type, data, metadata } = event;
  switch (type) {
    case 'SchoolConnected':
      return { ...served, name: data['name'] };
    case 'SyncRunCompleted': {
      const lastRun = { run: data['run'], outcome: data['outcome'], endedAt: metadata['recordedAt'] };
      return {
        ...served,
        lastRun,
        addOns: statesOf(data['addOns'] as { [addOn: string]: { state: string } }),
      };
    }
    case 'SyncRunFailed':
      return { ...served, lastRun: { run: data['run'], outcome: 'failed', endedAt: metadata['recordedAt'] } };
    default:
      return served;
  }
}

const statesOf = (addOns: { [addOn: string]: { state: string } }) =>
  Object.fromEntries(Object.entries(addOns).map(([addOn, { state }]) => [addOn, state]));
