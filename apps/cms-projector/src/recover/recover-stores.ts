import { knownSchools, newestRuns } from '@gatehouse/service/runs';
import type { ReadModels } from '@gatehouse/read-models';
import { CHECKPOINT, LAST_EVENT } from '../collections.js';
import { heldBackThrough, holdBack } from '../project-schools/project-schools.js';
import type { Disagreement } from '../stores/compare-stores.js';
import { disagreementOf, isOfAnotherPast } from '../stores/compare-stores.js';
import type { Tips } from '../stores/tips.js';
import { NO_TIPS, readAllTips, readTips, writeOfTips } from '../stores/tips.js';
import type { RecoveryEngines } from './recover-hidden.js';
import { recoverSchool } from './recover-school.js';

/** A school whose stores do not belong together. */
export interface SchoolInTrouble {
  schoolId: string;
  disagreement: Disagreement;
}

/**
 * All schools whose stores do not belong together, in the order of their ids.
 *
 * @param engines without read models where there are none.
 */
export async function disagreements({
  eventStore,
  readModels,
  keyRing,
}: Pick<RecoveryEngines, 'eventStore' | 'keyRing'> & {
  readModels?: ReadModels | undefined;
}): Promise<SchoolInTrouble[]> {
  const tips = readModels ? await readAllTips(readModels) : new Map<string, Tips>();
  const newest = await newestRuns(keyRing);
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
 * agree, and nobody but who restored them knows (restrictions.md, rule 15). The read models may hold nothing: what is
 * made of the school then is held back, too.
 *
 * @returns how many.
 */
export async function holdAllBack(
  engines: Pick<RecoveryEngines, 'eventStore' | 'readModels'>,
  now: Date,
): Promise<number> {
  const schools = await knownSchools(engines.eventStore);
  for (const id of schools) await hold(engines, id, now);
  return schools.length;
}

async function hold(
  { eventStore, readModels }: Pick<RecoveryEngines, 'eventStore' | 'readModels'>,
  schoolId: string,
  now: Date,
): Promise<void> {
  const through = await heldBackThrough(eventStore, schoolId);
  const heldBack = { since: now.toISOString(), through };
  const tips = await readTips(readModels, schoolId);
  await readModels.write([
    ...(await holdBack(readModels, schoolId, heldBack)),
    writeOfTips(schoolId, { ...tips, heldBack }),
  ]);
}
