import type { RunClosed } from '@gatehouse/schemas';
import { isOpenRun, runKey } from '@gatehouse/service';
import { Pseudonyms } from '@gatehouse/privacy';
import { Ledger } from '../../lines/ledger.js';
import { closeLedger, sawAll } from './close-ledger.js';
import { inEachLedger } from '../in-each-ledger.js';
import { isClosedIn } from '../closings.js';
import type { RunContext } from '../run-context.js';
import { SeenRecords } from '../run-context.js';
import { sweepKeys } from '../sweep-keys.js';
import type { WriterTools } from '../writer-tools.js';
import { lineContextOf } from '../writer-tools.js';

/**
 * Closes the run in every ledger: complete when this writer saw exactly what was sent, else incomplete.
 *
 * @throws LedgerMoved when another writer appended: then everything here may be repeated; LedgersRefused where it failed.
 */
export async function closeRun(tools: WriterTools, run: RunContext, closed: RunClosed): Promise<void> {
  const outcome = sawAll(tools.kinds, closed.kinds, run.calls, run.seen) ? 'closed' : 'incomplete';
  await inEachLedger(run.ledgers, async (ledger) => {
    const granted = run.grants[ledger.addOn];
    const kinds = tools.kinds.filter((kind) => granted[kind] !== undefined);
    const lines = lineContextOf(tools, run, ledger);
    const { calls, seen, settings } = run;
    const { holdWords } = settings;
    const closing = { outcome, closed, kinds, calls, seen, holdWords, ...tools.review } as const;
    await closeLedger(tools.eventStore, lines, closing);
    await sweepKeys(lines);
  });
}

/** Closes, as incomplete, a run whose beginning this writer did not see: it was started in between (ADR 0005). */
export async function closeUnseenRun(tools: WriterTools, closed: RunClosed): Promise<void> {
  const { schoolId, run } = closed;
  if (!(await runKey(tools.keyRing, closed)) || !(await isOpenRun(tools.eventStore, closed))) return;
  const nothingKnown = {
    schoolId,
    pseudonyms: new Pseudonyms(tools.masterKey, schoolId),
    run,
    grants: {},
    permissionsRevision: -1,
    basis: { settingsRevision: -1 },
  };
  const ledgers = tools.addOns.map((addOn) => new Ledger(tools.eventStore, schoolId, addOn));
  await inEachLedger(ledgers, async (ledger) => {
    if (await isClosedIn(tools.eventStore, schoolId, ledger.addOn, run)) return;
    await ledger.catchUp();
    const closing = {
      outcome: 'incomplete',
      closed,
      kinds: [],
      calls: new Map(),
      seen: new SeenRecords(),
      holdWords: [],
      ...tools.review,
    } as const;
    await closeLedger(tools.eventStore, lineContextOf(tools, nothingKnown, ledger), closing);
  });
}
