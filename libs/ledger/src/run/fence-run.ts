import type { EventMetadata } from '@gatehouse/schemas';
import { eventId } from '@gatehouse/privacy';
import { recordingTime } from '../lines/build-line.js';
import type { LineContext } from '../lines/line-context.js';

/**
 * Appends `RunFenced` when the run before never ended: a writer of that run which still lives then fails on its
 * expected revision (design section 1, step 6). Does nothing where this run has fenced already.
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function fenceRun(context: LineContext, run: number, fenced: number | null): Promise<void> {
  if (fenced === null || context.ledger.state.fencedBy >= run) return;
  const metadata: EventMetadata = {
    schemaVersion: 1,
    actor: context.actor,
    recordedAt: recordingTime(context),
    run,
  };
  const id = eventId(context.ledger.stream, 'RunFenced', run);
  await context.ledger.append([{ id, type: 'RunFenced', data: { run, fenced }, metadata }]);
}
