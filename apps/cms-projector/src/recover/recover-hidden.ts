import type { CmsChange } from '@gatehouse/schemas';
import { ledgerStream, TOPICS } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { eventAt, orDamaged } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import type { ReadModels } from '@gatehouse/read-models';
import { collectionOf, HIDDEN_LINES } from '../collections.js';
import type { HiddenLine } from '../project-hidden/hidden-lines.js';
import { listHiddenLines, noLongerHidden } from '../project-hidden/hidden-lines.js';
import type { ProjectorEngines } from '../project-ledgers/projector.js';
import { Projector } from '../project-ledgers/projector.js';

/** What became of the lines that could not be projected. */
export interface RecoveredLines {
  /** Their documents stand as the lines say, and are off the list. */
  recovered: HiddenLine[];
  /** They cannot be opened or read now, either. */
  left: HiddenLine[];
}

/** What recovering needs. */
export interface RecoveryEngines extends ProjectorEngines {
  eventStore: EventStore;
  bus: MessageBus;
}

/**
 * Projects anew, from the ledgers, the lines that could not be projected, as far as they can be now: once the key store or
 * the event store is restored (design section 4). A later line of the same record stands. May be repeated.
 */
export async function recoverHidden(engines: RecoveryEngines): Promise<RecoveredLines> {
  const projector = new Projector(engines);
  const found: RecoveredLines = { recovered: [], left: [] };
  for (const line of await listHiddenLines(engines.readModels)) {
    const isBack = await recover(engines, projector, line);
    (isBack ? found.recovered : found.left).push(line);
  }
  return found;
}

async function recover(engines: RecoveryEngines, projector: Projector, line: HiddenLine): Promise<boolean> {
  const { eventStore, readModels, bus } = engines;
  const event = await orDamaged(eventAt(eventStore, ledgerStream(line.schoolId, line.addOn), line.revision));
  if (!event || event.damaged) return false;
  const { writes, changes, hidden } = await projector.project([event]);
  if (hidden.length > 0) return false;
  const anew = writes.map((write) => ({ ...write, again: true as const }));
  await readModels.write(anew.filter(({ collection }) => collection !== HIDDEN_LINES));
  const messages = await Promise.all(changes.map((change) => asItStands(readModels, change)));
  if (messages.length > 0) await bus.publish(TOPICS.cmsChanges, messages);
  // Last: until then it is on the list, and comes again.
  await readModels.write([noLongerHidden(line)]);
  return true;
}

/** Where a later line stands, the document is as that one says. */
async function asItStands(models: ReadModels, change: CmsChange) {
  const { schoolId, addOn, kind, documentId } = change;
  const stored = await models.get(collectionOf(addOn, kind), schoolId, documentId);
  const value: CmsChange = { ...change, change: stored ? 'present' : 'gone' };
  return { key: schoolId, value };
}
