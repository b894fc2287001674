import { STREAM_PREFIXES } from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { Document, ReadModels, WriteOperation } from '@gatehouse/read-models';
import { SCHOOLS, SCHOOLS_OWNER } from '../collections.js';

/**
 * What the list of schools shows after these events: name, access, and how the last run ended. Events that are in the
 * stored document already are passed over, so that repeating them changes nothing.
 */
export async function projectSchools(
  events: readonly RecordedEvent[],
  models: ReadModels,
): Promise<WriteOperation[]> {
  const writes = new Map<string, WriteOperation>();
  for (const event of events) {
    if (!event.stream.startsWith(STREAM_PREFIXES.sync)) continue;
    const id = event.stream.slice(STREAM_PREFIXES.sync.length);
    const stored = writes.get(id) ?? (await models.get(SCHOOLS, SCHOOLS_OWNER, id));
    if (stored && stored.rev >= event.revision) continue;
    const document = evolveSchool(stored?.document ?? { id }, event);
    writes.set(id, { collection: SCHOOLS, schoolId: SCHOOLS_OWNER, id, rev: event.revision, document });
  }
  return [...writes.values()];
}

function evolveSchool(school: Document, { type, data, metadata, revision }: RecordedEvent): Document {
  switch (type) {
    case 'SchoolConnected':
      return { ...school, name: data['name'], access: school['suspended'] ? 'suspended' : 'approved' };
    case 'AccessRevoked': {
      const { suspended: _, ...rest } = school;
      return { ...rest, access: 'revoked' };
    }
    case 'SchoolSuspended': {
      const suspended = { since: metadata['recordedAt'], why: data['why'], afterRun: revision };
      return { ...school, access: 'suspended', suspended };
    }
    case 'SyncRunCompleted': {
      const lastRun = { run: data['run'], outcome: data['outcome'], endedAt: metadata['recordedAt'] };
      return {
        ...servedAfter(school, Number(data['run'])),
        lastRun,
        addOns: statesOf(data['addOns'] as { [addOn: string]: { state: string } }),
      };
    }
    case 'SyncRunFailed':
      return { ...school, lastRun: { run: data['run'], outcome: 'failed', endedAt: metadata['recordedAt'] } };
    default:
      return school;
  }
}

/** A run that was started since the school was suspended ends that. */
function servedAfter(school: Document, run: number): Document {
  const { suspended, ...rest } = school;
  const { afterRun } = (suspended ?? {}) as { afterRun?: number };
  return afterRun !== undefined && run > afterRun ? { ...rest, access: 'approved' } : school;
}

const statesOf = (addOns: { [addOn: string]: { state: string } }) =>
  Object.fromEntries(Object.entries(addOns).map(([addOn, { state }]) => [addOn, state]));
