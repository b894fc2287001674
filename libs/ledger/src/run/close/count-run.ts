import type { CountsByKind, CountsByReason, Kind } from '@gatehouse/schemas';
import { noCounts } from '@gatehouse/schemas';
import type { LastLine, LedgerState } from '../../lines/ledger-state.js';
import type { CalledKind } from '../decide/roll-call.js';
import type { SeenRecords } from '../run-context.js';

interface RunCounts {
  counts: CountsByKind;
  /** Records that this run's lines excluded, by reason. */
  reasons: CountsByReason;
  /** Records that stay out, by reason. */
  keptOut: CountsByReason;
}

/**
 * A run's account of one ledger, from the ledger and what the run showed: a seen record whose last line carries this
 * run counts under that line, any other as unchanged (design section 1, step 7).
 *
 * @param kinds the kinds that the add-on takes in this run; others count only where the run withdrew records of them.
 */
export function countRun(
  run: number,
  kinds: readonly Kind[],
  calls: ReadonlyMap<Kind, CalledKind>,
  seen: SeenRecords,
  state: LedgerState,
): RunCounts {
  const counts: CountsByKind = Object.fromEntries(kinds.map((kind) => [kind, noCounts()]));
  const reasons: CountsByReason = {};
  const keptOut: CountsByReason = {};
  for (const kind of kinds) countSeen(counts, kind, run, calls.get(kind), seen, state);
  for (const line of state.records.values()) {
    const isOfRun = line.run === run;
    if (isOfRun && hasLeft(line)) (counts[line.kind] ??= noCounts()).withdrawn += 1;
    if (line.outcome === 'imported') (counts[line.kind] ??= noCounts()).present += 1;
    if (line.outcome !== 'excluded') continue;
    for (const reason of line.reasons) {
      if (isOfRun) reasons[reason] = (reasons[reason] ?? 0) + 1;
      if (kinds.includes(line.kind)) keptOut[reason] = (keptOut[reason] ?? 0) + 1;
    }
  }
  for (const { kind } of state.presence.held.values()) (counts[kind] ??= noCounts()).held += 1;
  return { counts, reasons, keptOut };
}

/** An imported record that a rule now excludes counts under excluded and withdrawn. */
const hasLeft = (line: LastLine) =>
  line.outcome === 'withdrawn' || (line.outcome === 'excluded' && line.before === 'imported');

function countSeen(
  counts: CountsByKind,
  kind: Kind,
  run: number,
  call: CalledKind | undefined,
  seen: SeenRecords,
  state: LedgerState,
): void {
  const account = counts[kind];
  if (!account) return;
  for (const recordKey of seen.of(kind)) {
    const line = state.records.get(recordKey);
    account.seen += 1;
    if (line?.run === run && line.outcome === 'imported') account.imported += 1;
    else if (line?.run === run && line.outcome === 'excluded') account.excluded += 1;
    else if (seen.failedOf(kind).has(recordKey)) account.failed += 1;
    else account.unchanged += 1;
  }
  const unidentified = call?.unidentified ?? 0;
  account.seen += unidentified;
  account.failed += unidentified;
}
