import { syncStream } from '@gatehouse/contracts';
import { orDamaged } from '@gatehouse/event-store';
import { newestRuns } from '@gatehouse/platform/runs';
import { CHECKPOINT, LAST_EVENT, SCHOOLS, SCHOOLS_OWNER } from '../collections.js';
import { holdBack } from '../project-schools/project-schools.js';
import type { Disagreement } from '../stores/compare-stores.js';
import { disagreementOf, isOfAnotherPast } from '../stores/compare-stores.js';
import { NO_TIPS, readAllTips } from '../stores/tips.js';
import type { RecoveryEngines } from './recover-hidden.js';
import { recoverSchool } from './recover-school.js';

/** A school whose stores do not belong together. */
export interface SchoolInTrouble {
  schoolId: string;
  disagreement: Disagreement;
}

/** All schools whose stores do not belong together, in the order of their ids. */
export async function disagreements(
  engines: Pick<RecoveryEngines, 'eventStore' | 'readModels' | 'keyRing'>,
): Promise<SchoolInTrouble[]> {
  const { eventStore, readModels, keyRing } = engines;
  const [tips, newest] = [await readAllTips(readModels), await newestRuns(keyRing)];
  const found: SchoolInTrouble[] = [];
  for (const schoolId of [...new Set([...tips.keys(), ...newest.keys()])].sort()) {
    const of = tips.get(schoolId) ?? NO_TIPS;
    const disagreement = await disagreementOf(eventStore, schoolId, of, newest.get(schoolId));
    if (disagreement) found.push({ schoolId, disagreement });
  }
  return found;
}

/**
 * Makes the read models of these schools anew where they are of another past, and holds all of them back until a run has
 * completed that is started later. May be repeated.
 */
export async function recoverStores(
  engines: RecoveryEngines,
  schools: readonly SchoolInTrouble[],
  now: Date,
): Promise<void> {
  const { readModels } = engines;
  for (const { schoolId, disagreement } of schools) {
    if (!isOfAnotherPast(disagreement)) {
      await hold(engines, schoolId, now);
      continue;
    }
    // Positions mean something else in another past: the projector begins anew, and what it has stays.
    await readModels.dropCheckpoint(CHECKPOINT);
    await readModels.dropCheckpoint(LAST_EVENT);
    await recoverSchool(engines, schoolId, now);
  }
}

/**
 * Holds every school back until a run has completed that is started later: where all stores were restored together, they
 * agree, and nobody but who restored them knows (restrictions.md, rule 15).
 *
 * @returns how many.
 */
export async function holdAllBack(engines: RecoveryEngines, now: Date): Promise<number> {
  const schools = await engines.readModels.list(SCHOOLS, SCHOOLS_OWNER, { limit: ALL });
  for (const { id } of schools) await hold(engines, id, now);
  return schools.length;
}

const ALL = 100_000;

async function hold({ eventStore, readModels }: RecoveryEngines, schoolId: string, now: Date): Promise<void> {
  const through = (await orDamaged(eventStore.readLast(syncStream(schoolId))))?.revision ?? -1;
  await readModels.write(await holdBack(readModels, schoolId, { since: now.toISOString(), through }));
}
