import type { AddOn, Kind } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';
import type { LedgerState } from '@gatehouse/ledger/ledger-state';
import type { SchoolLedgers } from './school-ledgers.js';

/** Of one record, that it waits: the line by which it does, and from when on readers do not see it. */
export interface WaitsToGo {
  recordKey: string;
  revision: number;
  /** ISO 8601, as the ledger says it. */
  hiddenFrom: string;
  isHidden: boolean;
}

/** What waits of a kind in one ledger, each in the order of record keys. */
export interface LedgerHold {
  addOn: AddOn;
  /** Of the ledger's last line: what a word about the hold names. */
  revision: number;
  withdrawals: readonly WaitsToGo[];
  arrivals: readonly { recordKey: string; revision: number }[];
}

/** What waits of a kind of a school, over all its ledgers: people decide it for all of them together. */
export interface KindHold {
  kind: Kind;
  /** When it began; ISO 8601. */
  since: string;
  /** How many stood seven days before it began, and how many of them are gone: when the set changed last. */
  judged: { stood: number; gone: number };
  isChangeOfMis: boolean;
  /** Only those in which something waits. */
  ledgers: readonly LedgerHold[];
}

/** What waits of each kind, in the order of kinds. Pure. */
export function kindHolds({ states }: Pick<SchoolLedgers, 'states'>): KindHold[] {
  return KINDS.flatMap((kind) => {
    const found = [...states].flatMap(([addOn, state]) => {
      const ledger = ledgerHold(addOn, state, kind);
      const open = state.presence.holdOf(kind);
      const waits = ledger.withdrawals.length + ledger.arrivals.length > 0;
      return waits && open ? [{ ledger, open, recordedAt: state.recordedAt }] : [];
    });
    const newest = found.toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0];
    if (!newest) return [];
    return [
      {
        kind,
        since: found.map(({ open }) => open.since).sort()[0] as string,
        judged: { stood: newest.open.stood, gone: newest.open.gone },
        isChangeOfMis: found.some(({ open, ledger }) => open.arrivalsWait || ledger.arrivals.length > 0),
        ledgers: found.map(({ ledger }) => ledger),
      },
    ];
  });
}

function ledgerHold(addOn: AddOn, { presence, records, revision }: LedgerState, kind: Kind): LedgerHold {
  const arrivals = [...records].flatMap(([recordKey, line]) => {
    const waits = line.kind === kind && line.outcome === 'excluded' && line.reasons.includes('ARRIVAL_HELD');
    return waits ? [{ recordKey, revision: presence.arrivals.get(recordKey) ?? line.revision }] : [];
  });
  const withdrawals = presence.heldOf(kind).map(([recordKey, held]) => ({
    recordKey,
    revision: held.revision,
    hiddenFrom: held.hiddenFrom,
    isHidden: held.isHidden,
  }));
  return { addOn, revision, withdrawals: byKey(withdrawals), arrivals: byKey(arrivals) };
}

const byKey = <T extends { recordKey: string }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => (a.recordKey < b.recordKey ? -1 : 1));

/** Record keys of a kind that the source shows, as far as the ledgers know: who waits to come in among them. */
export function shownBySource({ states }: Pick<SchoolLedgers, 'states'>, kind: Kind): Set<string> {
  const all = [...states.values()];
  const shown = new Set<string>();
  for (const { records } of all) {
    for (const [key, line] of records) {
      if (line.kind !== kind || line.outcome === 'withdrawn') continue;
      if (!all.some(({ presence }) => presence.isMissing(key))) shown.add(key);
    }
  }
  return shown;
}

/** Each record once, in however many ledgers it waits. */
export const keysOf = (
  hold: Pick<KindHold, 'ledgers'>,
  what: 'withdrawals' | 'arrivals',
): ReadonlySet<string> =>
  new Set(hold.ledgers.flatMap((ledger) => ledger[what].map(({ recordKey }) => recordKey)));

/** The revisions of the ledgers in which something waits, as `--shown` and a word take them. */
export const revisionsOf = (hold: Pick<KindHold, 'ledgers'>): { [addOn in AddOn]?: number } =>
  Object.fromEntries(hold.ledgers.map(({ addOn, revision }) => [addOn, revision]));
