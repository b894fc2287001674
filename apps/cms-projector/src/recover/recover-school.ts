import type { AddOn, CmsChange, Kind } from '@gatehouse/schemas';
import { ADD_ONS, KINDS, TOPICS } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ReadModels } from '@gatehouse/read-models';
import { HIDDEN_LINES, SCHOOLS, SCHOOLS_OWNER, collectionOf, heldCollectionOf } from '../collections.js';
import { hiddenLinesOf } from '../project-hidden/hidden-lines.js';
import { Projector } from '../project-ledgers/projector.js';
import { heldBackThrough } from '../project-schools/project-schools.js';
import type { Tips } from '../stores/tips.js';
import { NO_TIPS, eventsSince, evolveTips, writeOfTips } from '../stores/tips.js';
import type { RecoveryEngines } from './recover-hidden.js';

const BATCH = 500;
const PAGE = 1_000;

/**
 * Makes what the read models hold of a school anew from the event store, at whatever revisions that has, and holds the
 * school back until a run has completed that is started later (restrictions.md, rule 15). May be repeated, and must be when
 * it was interrupted: until it has ended nothing of the school is projected or served.
 */
export async function recoverSchool(engines: RecoveryEngines, schoolId: string, now: Date): Promise<void> {
  const { eventStore, readModels, bus } = engines;
  await readModels.write([writeOfTips(schoolId, { ...NO_TIPS, recovering: true })]);
  const before = await idsOf(readModels, schoolId);
  await forget(readModels, schoolId);
  const through = await heldBackThrough(eventStore, schoolId);
  const heldBack = new Map([[schoolId, { since: now.toISOString(), through }]]);
  const projector = new Projector(engines);
  let tips: Tips = NO_TIPS;
  for await (const events of eventsSince(eventStore, schoolId, NO_TIPS)) {
    for (const batch of inBatches(events)) {
      const { writes } = await projector.project(batch, heldBack);
      await readModels.write(writes);
      tips = batch.reduce(evolveTips, tips);
    }
  }
  const after = await idsOf(readModels, schoolId);
  const changes = [...new Map([...before, ...after]).entries()].map(([name, of]): CmsChange => {
    return { ...of, schoolId, change: after.has(name) ? 'present' : 'gone' };
  });
  for (const some of inBatches(changes)) {
    await bus.publish(
      TOPICS.cmsChanges,
      some.map((value) => ({ key: schoolId, value })),
    );
  }
  await readModels.write([writeOfTips(schoolId, tips)]);
}

interface Named {
  addOn: AddOn;
  kind: Kind;
  documentId: string;
}

/** The documents that readers see of the school, each under a name of its own. */
async function idsOf(models: ReadModels, schoolId: string): Promise<Map<string, Named>> {
  const found = new Map<string, Named>();
  for (const addOn of ADD_ONS) {
    for (const kind of KINDS) {
      for (let after: string | undefined; ;) {
        const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
        const page = await models.list(collectionOf(addOn, kind), schoolId, options);
        for (const { id: documentId } of page) {
          found.set(`${addOn}/${kind}/${documentId}`, { addOn, kind, documentId });
        }
        if (page.length < PAGE) break;
        after = page.at(-1)?.id;
      }
    }
  }
  return found;
}

async function forget(models: ReadModels, schoolId: string): Promise<void> {
  for (const addOn of ADD_ONS) {
    for (const kind of KINDS) {
      await models.forget(collectionOf(addOn, kind), schoolId);
      await models.forget(heldCollectionOf(addOn, kind), schoolId);
    }
  }
  for (const id of await hiddenLinesOf(models, schoolId)) {
    await models.forget(HIDDEN_LINES, SCHOOLS_OWNER, id);
  }
  await models.forget(SCHOOLS, SCHOOLS_OWNER, schoolId);
}

function* inBatches<T extends RecordedEvent | CmsChange>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH);
}
