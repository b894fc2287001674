import type { AddOn } from '@gatehouse/schemas';
import { permissionsStream } from '@gatehouse/schemas';
import { orDamaged } from '@gatehouse/event-store';
import { isDeliveredAgain } from '@gatehouse/service';
import { grantsOf } from '@gatehouse/policy';
import { Pseudonyms } from '@gatehouse/privacy';
import { LedgerMoved, Ledger } from '../lines/ledger.js';
import { applyRestrictions, isBehind } from '../register/apply-restrictions.js';
import { SchoolRegister } from '../register/school-register.js';
import { hideLedger, showLedger } from './hidden-ledger.js';
import type { Refusal } from './in-each-ledger.js';
import { inEachLedger, LedgersRefused } from './in-each-ledger.js';
import { isClosedIn } from './closings.js';
import { reviewBasisOf } from './open/review-basis.js';
import { sweepKeys } from './sweep-keys.js';
import type { WriterTools } from './writer-tools.js';
import { lineContextOf } from './writer-tools.js';

/**
 * Takes out of a school's ledgers of these add-ons whom settings and register keep out by now, from the ledgers alone (restrictions.md,
 * rules 16 and 17). Lines belong to the open run where there is one that the ledger has not closed. A ledger in which that
 * fails is hidden from readers after a minute, until it succeeds.
 *
 * @returns the ledgers in which it failed, and with what.
 * @throws the error of an engine that is away.
 */
export async function lookAgain(
  tools: WriterTools,
  schoolId: string,
  addOns: readonly AddOn[],
): Promise<readonly Refusal[]> {
  const refusals = await lookIntoEach(tools, schoolId, addOns);
  for (const { addOn, error } of refusals) await hideLedger(tools, schoolId, addOn, error);
  const refused = new Set(refusals.map(({ addOn }) => addOn));
  for (const addOn of addOns) if (!refused.has(addOn)) await showLedger(tools, schoolId, addOn);
  return refusals;
}

async function lookIntoEach(
  tools: WriterTools,
  schoolId: string,
  addOns: readonly AddOn[],
): Promise<readonly Refusal[]> {
  const school = new SchoolRegister(tools.eventStore, schoolId);
  const ledgers = addOns.map((addOn) => new Ledger(tools.eventStore, schoolId, addOn));
  try {
    await school.catchUp();
    const { basis } = school.runs;
    if (!school.register.isSeeded || !basis) return [];
    await inEachLedger(ledgers, (ledger) => lookInto(tools, school, ledger));
    return [];
  } catch (error) {
    if (isDeliveredAgain(error)) throw error;
    // Without the register nobody knows whom it restricts.
    return error instanceof LedgersRefused ? error.refusals : addOns.map((addOn) => ({ addOn, error }));
  }
}

async function lookInto(tools: WriterTools, school: SchoolRegister, ledger: Ledger): Promise<void> {
  for (;;) {
    await ledger.catchUp();
    if (!mayWrite(school, ledger) || !isBehind(ledger.state, school)) return;
    try {
      return await applyTo(tools, school, ledger);
    } catch (error) {
      if (!(error instanceof LedgerMoved)) throw error;
      await school.catchUp();
    }
  }
}

/** A ledger that has a line, or that an open run may write. */
const mayWrite = ({ runs }: SchoolRegister, { addOn, state }: Ledger): boolean =>
  state.revision >= 0 ||
  (runs.isOpen && runs.basis?.access === 'approved' && runs.basis.addOns[addOn].state === 'ready');

async function applyTo(tools: WriterTools, school: SchoolRegister, ledger: Ledger): Promise<void> {
  const { schoolId, runs } = school;
  if (!runs.basis) return;
  const isInRun = runs.isOpen && !(await isClosedIn(tools.eventStore, schoolId, ledger.addOn, runs.newest));
  const permissions = await orDamaged(tools.eventStore.readLast(permissionsStream(schoolId)));
  const of = {
    schoolId,
    pseudonyms: new Pseudonyms(tools.masterKey, schoolId),
    run: isInRun ? runs.newest : undefined,
    basis: runs.basis,
    grants: grantsOf(runs.basis.addOns),
    permissionsRevision: permissions?.revision ?? -1,
    settings: school.settingsAt(runs.basis.settingsRevision),
    school,
  };
  const lines = lineContextOf(tools, { ...of, grants: undefined }, ledger);
  // What permissions and purchases take away goes with the run, under its own revision of them.
  const on = { ...reviewBasisOf(of, ledger.addOn), onlyRegister: true as const };
  await applyRestrictions(tools.eventStore, lines, school, tools.review, on);
  // Keys of lines that an earlier look left behind when it was killed.
  await sweepKeys(lines);
}
