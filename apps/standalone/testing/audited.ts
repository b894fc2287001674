import type { EventMetadata, Kind, KindCounts, Reason } from '@gatehouse/schemas';
import { meaningOfLine } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';

interface LastSaid {
  kind: Kind;
  outcome: string;
  run: number;
  /** What was said before that run. */
  before: string | undefined;
  reasons: readonly Reason[];
}

/** A run's account of one add-on as somebody recomputes it who has nothing but the ledger and the run's number. */
export interface Audited {
  kinds: { [kind in Kind]?: Omit<KindCounts, 'failed' | 'held'> };
  reasons: { [reason: string]: number };
}

/**
 * For a run in which every kind was read and no record failed: then what was not withdrawn was seen.
 *
 * @param lines the ledger's lines up to the size that the run's account names.
 */
export function audited(lines: readonly RecordedEvent[], run: number): Audited {
  const said = new Map<string, LastSaid>();
  for (const { type, data, metadata } of lines) {
    const meaning = meaningOfLine(type);
    if (!meaning) continue;
    const recordKey = String(data['recordKey']);
    const last = said.get(recordKey);
    const lineRun = (metadata as unknown as EventMetadata).run ?? -1;
    const before = last?.run === lineRun ? last.before : last?.outcome;
    said.set(recordKey, { ...meaning, run: lineRun, before, reasons: (data['reasons'] ?? []) as Reason[] });
  }
  const found: Audited = { kinds: {}, reasons: {} };
  for (const { kind, outcome, run: lineRun, before, reasons } of said.values()) {
    const counts = (found.kinds[kind] ??= {
      seen: 0,
      imported: 0,
      excluded: 0,
      unchanged: 0,
      withdrawn: 0,
      present: 0,
    });
    const isNew = lineRun === run;
    if (outcome === 'imported') counts.present += 1;
    if (isNew && (outcome === 'withdrawn' || (outcome === 'excluded' && before === 'imported')))
      counts.withdrawn += 1;
    if (outcome === 'withdrawn') continue;
    counts.seen += 1;
    if (!isNew) counts.unchanged += 1;
    else if (outcome === 'imported') counts.imported += 1;
    else {
      counts.excluded += 1;
      for (const reason of reasons) found.reasons[reason] = (found.reasons[reason] ?? 0) + 1;
    }
  }
  return found;
}
