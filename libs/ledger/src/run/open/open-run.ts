import type { EventMetadata, PermittedRunOpened } from '@gatehouse/schemas';
import { settingsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { foldStream } from '@gatehouse/event-store';
import { isOpenRun, runKey } from '@gatehouse/service';
import type { Settings } from '@gatehouse/policy';
import { evolveSettings, initialSettings } from '@gatehouse/policy';
import { Pseudonyms, eventId } from '@gatehouse/privacy';
import type { LineContext } from '../../lines/ledger.js';
import { Ledger, LedgerMoved } from '../../lines/ledger.js';
import { applyRestrictions } from '../../register/apply-restrictions.js';
import { RegisterBehind, SchoolRegister } from '../../register/school-register.js';
import { reviewLedger } from '../../review/review-ledger.js';
import { showLedger } from '../hidden-ledger.js';
import { inEachLedger } from '../in-each-ledger.js';
import { standingIn } from '../closings.js';
import { reviewBasisOf } from './review-basis.js';
import type { RunContext } from '../run-context.js';
import { SeenRecords } from '../run-context.js';
import { sweepKeys } from '../sweep-keys.js';
import type { WriterTools } from '../writer-tools.js';
import { lineContextOf } from '../writer-tools.js';
import { recordingTime } from '../../lines/build-line.js';

/**
 * A run as its writer will hold it: with the ledgers that are not closed in it yet. Undefined when none is left, or when
 * the run's key is gone or the event store does not know it as open: then it has ended, was superseded, or is of a past that
 * was given up, and its messages are dropped by everybody.
 */
export async function beginRun(
  tools: WriterTools,
  opened: PermittedRunOpened,
): Promise<RunContext | undefined> {
  const { schoolId, run, runId, basis, grants, permissionsRevision } = opened;
  const key = await runKey(tools.keyRing, opened);
  if (!key || !(await isOpenRun(tools.eventStore, opened))) return undefined;
  const allLedgers: Ledger[] = [];
  const ledgers: Ledger[] = [];
  for (const addOn of tools.addOns) {
    const standing = await standingIn(tools.eventStore, schoolId, addOn, run);
    const ledger = new Ledger(tools.eventStore, schoolId, addOn);
    if (standing === 'open') ledgers.push(ledger);
    if (standing !== 'given-up') allLedgers.push(ledger);
  }
  if (ledgers.length === 0) return undefined;
  const school = tools.asksRegister ? await seededRegister(tools, schoolId) : undefined;
  return {
    schoolId,
    pseudonyms: new Pseudonyms(tools.masterKey, schoolId),
    run,
    runId,
    basis,
    grants,
    permissionsRevision,
    // Whoever asks the register has read the settings with it.
    settings:
      school?.settingsAt(basis.settingsRevision) ??
      (await settingsUpTo(tools.eventStore, schoolId, basis.settingsRevision)),
    school,
    calls: new Map(),
    runKey: key,
    ledgers,
    allLedgers,
    seen: new SeenRecords(),
  };
}

/**
 * Opens the run in every ledger: reads it to its end, fences off the run before if that never ended, destroys keys that
 * a crash left, and applies what permissions, settings and the register no longer allow.
 *
 * @param fences the run to fence off; null for none.
 * @throws LedgerMoved when another writer appended: then everything here may be repeated; also when a newer run has;
 *   LedgersRefused where it failed.
 */
export async function openLedgers(tools: WriterTools, run: RunContext, fences: number | null): Promise<void> {
  await inEachLedger(run.ledgers, (ledger) => openLedger(tools, run, ledger, fences));
}

async function openLedger(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  fences: number | null,
): Promise<void> {
  await ledger.catchUp();
  // Its key may be there all the same, made by a reader that was held up: nothing is decided on an older basis.
  if (ledger.state.newestRun > run.run) throw new LedgerMoved(ledger.stream);
  const lines = lineContextOf(tools, run, ledger);
  await fenceRun(lines, run.run, fences);
  await sweepKeys(lines);
  await reviewInRun(tools, run, ledger);
  if (run.school) await showLedger(tools, run.schoolId, ledger.addOn);
}

/**
 * Applies in a run's ledger what its basis, the school's decisions and the register no longer allow.
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function reviewInRun(tools: WriterTools, run: RunContext, ledger: Ledger): Promise<void> {
  const lines = lineContextOf(tools, run, ledger);
  const on = reviewBasisOf(run, ledger.addOn);
  if (run.school && mayWrite(run, ledger)) {
    await applyRestrictions(tools.eventStore, lines, run.school, tools.review, on);
  } else await reviewLedger(tools.eventStore, lines, tools.review, on);
}

/** Whether the ledger has a line, or this run may write one: only then does it say what was applied to it. */
const mayWrite = ({ basis }: RunContext, { addOn, state }: Ledger): boolean =>
  state.revision >= 0 || (basis.access === 'approved' && basis.addOns[addOn].state === 'ready');

/** @throws RegisterBehind where nobody has seeded the register: without it nobody can be decided on. */
async function seededRegister({ eventStore }: WriterTools, schoolId: string): Promise<SchoolRegister> {
  const school = new SchoolRegister(eventStore, schoolId);
  await school.catchUp();
  if (!school.register.isSeeded) throw new RegisterBehind(schoolId);
  return school;
}

/** A ledger that the run has closed takes nothing more from it, however often its messages are repeated. */
async function settingsUpTo(store: EventStore, schoolId: string, revision: number): Promise<Settings> {
  const evolve = (settings: Settings, event: RecordedEvent) =>
    event.revision <= revision ? evolveSettings(settings, event) : settings;
  return (await foldStream(store, settingsStream(schoolId), evolve, initialSettings)).state;
}

/**
 * Appends `RunFenced` when the run before never ended: a writer of that run which still lives then fails on its
 * expected revision (design section 1, step 6). Does nothing where this run has fenced already.
 *
 * @throws LedgerMoved when another writer appended.
 */
async function fenceRun(context: LineContext, run: number, fenced: number | null): Promise<void> {
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
