import type { PermittedRunOpened } from '@gatehouse/contracts';
import { settingsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import { runKey } from '@gatehouse/platform';
import type { Settings } from '@gatehouse/policy';
import { evolveSettings, initialSettings } from '@gatehouse/policy';
import { Pseudonyms } from '@gatehouse/privacy';
import { Ledger, LedgerMoved } from '../lines/ledger.js';
import { applyBasis } from './apply-basis.js';
import { isBlocked } from './is-blocked.js';
import type { LastClosing } from './last-closing.js';
import { isClosedIn, lastClosing } from './last-closing.js';
import { fenceRun } from './fence-run.js';
import type { RunContext } from './run-context.js';
import { SeenRecords } from './run-context.js';
import { sweepKeys } from './sweep-keys.js';
import type { WriterTools } from './writer-tools.js';
import { lineContextOf } from './writer-tools.js';

/**
 * A run as its writer will hold it: with the ledgers that are not closed in it yet. Undefined when none is left, or when
 * the run's key is gone: then it has ended or was superseded, and its messages are dropped by everybody.
 */
export async function beginRun(
  tools: WriterTools,
  opened: PermittedRunOpened,
): Promise<RunContext | undefined> {
  const { schoolId, run, basis, grants, permissionsRevision } = opened;
  const key = await runKey(tools.keyRing, schoolId, run);
  if (!key) return undefined;
  const ledgers = await openLedgersOf(tools, schoolId, run);
  if (ledgers.length === 0) return undefined;
  return {
    schoolId,
    run,
    basis,
    grants,
    permissionsRevision,
    settings: await settingsUpTo(tools.eventStore, schoolId, basis.settingsRevision),
    runKey: key,
    ledgers,
    seen: new SeenRecords(),
  };
}

/**
 * Opens the run in every ledger: reads it to its end, fences off the run before if that never ended, destroys keys that
 * a crash left, and applies what permissions and settings no longer allow.
 *
 * @param fences the run to fence off; null for none.
 * @throws LedgerMoved when another writer appended: then everything here may be repeated; also when a newer run has.
 */
export async function openLedgers(tools: WriterTools, run: RunContext, fences: number | null): Promise<void> {
  for (const ledger of run.ledgers) {
    await ledger.catchUp();
    // Its key may be there all the same, made by a reader that was held up: nothing is decided on an older basis.
    if (ledger.state.newestRun > run.run) throw new LedgerMoved(ledger.stream);
    const last = await lastClosing(tools.eventStore, run.schoolId, ledger.addOn);
    ledger.state.lastClosed = last?.lastClosed ?? -1;
    const lines = lineContextOf(tools, run, ledger);
    await fenceRun(lines, fences);
    await sweepKeys(lines);
    await applyBasisIn(tools, run, ledger, await isOrderRuleNew(tools.eventStore, run, last));
  }
}

/** Whether decisions of the last run that was closed here were made under another rule on court orders than today's. */
async function isOrderRuleNew(
  store: EventStore,
  { schoolId, settings, basis }: RunContext,
  last: LastClosing | undefined,
): Promise<boolean> {
  if (last?.outcome !== 'closed') return true;
  if (last.settingsRevision === basis.settingsRevision) return false;
  const before = await settingsUpTo(store, schoolId, last.settingsRevision);
  return (
    before.blankCourtOrder !== settings.blankCourtOrder || before.courtOrderScope !== settings.courtOrderScope
  );
}

/**
 * Applies the run's basis to the records that are in (`applyBasis`).
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function applyBasisIn(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  isOrderRuleNew: boolean,
): Promise<void> {
  const pseudonyms = new Pseudonyms(tools.masterKey, run.schoolId);
  await applyBasis(tools.eventStore, lineContextOf(tools, run, ledger), {
    ...run,
    addOn: ledger.addOn,
    state: ledger.state,
    isOrderRuleNew,
    isBlocked: (recordKey, personKey) => isBlocked(run, ledger.state, recordKey, personKey),
    categoryKey: (category) => pseudonyms.categoryKey(category),
  });
}

/** A ledger that the run has closed takes nothing more from it, however often its messages are repeated. */
async function openLedgersOf(
  { eventStore, addOns }: WriterTools,
  schoolId: string,
  run: number,
): Promise<Ledger[]> {
  const ledgers: Ledger[] = [];
  for (const addOn of addOns) {
    if (!(await isClosedIn(eventStore, schoolId, addOn, run)))
      ledgers.push(new Ledger(eventStore, schoolId, addOn));
  }
  return ledgers;
}

async function settingsUpTo(store: EventStore, schoolId: string, revision: number): Promise<Settings> {
  let settings = initialSettings;
  for await (const events of store.read(settingsStream(schoolId))) {
    for (const event of events) if (event.revision <= revision) settings = evolveSettings(settings, event);
  }
  return settings;
}
