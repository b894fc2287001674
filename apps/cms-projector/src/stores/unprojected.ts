import type { AddOn } from '@gatehouse/schemas';
import { ledgerStream, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged, eventAt } from '@gatehouse/event-store';
import type { ReadModels } from '@gatehouse/read-models';
import { SCHOOLS, SCHOOLS_OWNER } from '../collections.js';
import { readTips } from './tips.js';

/**
 * Since when something stands in the event store about a school, or in its ledger of an add-on, that is not in the read
 * models: by that they were restored from an older backup, or nobody projects. The CMS is then shown nothing of the school.
 *
 * @returns ISO 8601; undefined where all is projected, and where read models of an earlier version do not tell.
 */
export async function unprojectedSince(
  store: EventStore,
  models: ReadModels,
  schoolId: string,
  addOn: AddOn,
): Promise<string | undefined> {
  const school = await models.get(SCHOOLS, SCHOOLS_OWNER, schoolId);
  const { ledgers, run } = await readTips(models, schoolId);
  // A ledger without a tip has no line that was projected, if the school has tips.
  const ofLedger = ledgers[addOn]?.revision ?? (run ? -1 : undefined);
  return (
    (await recordedAfter(store, syncStream(schoolId), school?.rev)) ??
    (await recordedAfter(store, ledgerStream(schoolId, addOn), ofLedger))
  );
}

/** When the event after this one was recorded, if there is one. */
async function recordedAfter(
  store: EventStore,
  stream: string,
  revision: number | undefined,
): Promise<string | undefined> {
  if (revision === undefined) return undefined;
  try {
    const next = await eventAt(store, stream, revision + 1);
    return next && String(next.metadata['recordedAt']);
  } catch (error) {
    // What is wrong with it is told when it is projected.
    if (error instanceof EventDamaged) return undefined;
    throw error;
  }
}

/** What is said of it, and what to do. */
export const wordsOfBehind = (schoolId: string, since: string): string =>
  `School ${schoolId}: the read models are behind the event store since ${since}. They were restored from a backup, or ` +
  'cms-projector does not run. Nothing of the school is served until they have caught up: start the services, or "npm start".';
