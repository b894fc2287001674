import type {
  EventOf,
  HeldHidden,
  Kind,
  RecordOutcome,
  WithdrawalsHeld,
  WithdrawnData,
} from '@gatehouse/schemas';
import { hiddenFrom } from '@gatehouse/schemas';
import type { Stay, StayEnd } from '@gatehouse/policy';

/** A record that is gone from the source and waits for a person before it is withdrawn. */
export interface HeldRecord {
  kind: Kind;
  /** The line by which it waits; a word that was said of an earlier state of the ledger does not mean it. */
  revision: number;
  /** ISO 8601. */
  since: string;
  /** When the school said that the source is wrong about it; undefined when it did not. */
  discardedAt: string | undefined;
  /** From when on readers do not see it. */
  hiddenFrom: string;
  isHidden: boolean;
}

/** The hold of one kind as long as it is open. */
export interface PendingHold {
  since: string;
  /** The run that began it, and the newest that said something of it. */
  run: number;
  newestRun: number;
  /** By the newest line: how many of those that stood then are gone. */
  stood: number;
  gone: number;
  arrivalsWait: boolean;
}

/** A line about a record, as far as presence asks. */
interface PresenceLine {
  kind: Kind;
  recordKey: string;
  outcome: RecordOutcome;
  /** Of the line before; undefined for a record that is new. */
  before: RecordOutcome | undefined;
  reasons: readonly string[];
  /** Decided without a record of the source. */
  isAtOnce: boolean;
  revision: number;
  run: number;
  recordedAt: string;
}

/** When the records of one ledger stood, which of them wait for a person, and which waited to come in. */
export class LedgerPresence {
  /** By record key; a record that stands no longer is in `#past`. */
  readonly #standing = new Map<string, Stay & { kind: Kind }>();
  readonly #past: (Stay & { kind: Kind })[] = [];
  readonly held = new Map<string, HeldRecord>();
  /** By record key, the line by which it waits, or waited, to come in: an approval means those up to a revision. */
  readonly arrivals = new Map<string, number>();
  readonly #waiting = new Set<string>();
  readonly #missing = new Map<string, Kind>();
  readonly #holds = new Map<Kind, PendingHold>();

  /** Takes in a line about one record, in order. */
  evolve(line: PresenceLine, withdrawn: Pick<WithdrawnData, 'approval' | 'ended'> | undefined): void {
    const { kind, recordKey, outcome, recordedAt: from, run } = line;
    if (outcome !== 'imported') this.held.delete(recordKey);
    if (!line.isAtOnce || outcome === 'withdrawn') this.#missing.delete(recordKey);
    const isWaiting = outcome === 'excluded' && line.reasons.includes('ARRIVAL_HELD');
    this.#noteArrival(line, isWaiting);
    const stay = this.#standing.get(recordKey);
    const stands = outcome !== 'withdrawn' && !isWaiting;
    if (stands && !stay) this.#standing.set(recordKey, { kind, recordKey, from, run, end: undefined });
    if (stands || !stay) return;
    this.#standing.delete(recordKey);
    this.#past.push({ ...stay, end: { at: from, run, how: endOf(line, withdrawn) } });
  }

  evolveHeld(
    data: EventOf<typeof WithdrawalsHeld>['data'],
    { revision, run, recordedAt }: Pick<PresenceLine, 'revision' | 'run' | 'recordedAt'>,
  ): void {
    const { kind, held, returned, discardedAt, stood, gone, arrivalsWait } = data;
    const open = this.holdOf(kind);
    for (const key of returned) {
      this.held.delete(key);
      this.#missing.delete(key);
    }
    for (const key of held) {
      this.#missing.set(key, kind);
      const known = this.held.get(key);
      const since = known?.since ?? recordedAt;
      this.held.set(key, {
        kind,
        revision: known?.revision ?? revision,
        since,
        discardedAt,
        hiddenFrom: hiddenFrom(discardedAt ?? since),
        isHidden: false,
      });
    }
    this.#holds.set(kind, {
      since: open?.since ?? recordedAt,
      run: open?.run ?? run,
      newestRun: run,
      stood,
      gone,
      arrivalsWait,
    });
  }

  evolveHidden({ records }: EventOf<typeof HeldHidden>['data']): void {
    for (const key of records) {
      const known = this.held.get(key);
      if (known) this.held.set(key, { ...known, isHidden: true });
    }
  }

  /** When records of the kind stood, each time by itself. */
  staysOf(kind: Kind): Stay[] {
    const isOfKind = (stay: { kind: Kind }) => stay.kind === kind;
    return [...this.#past.filter(isOfKind), ...[...this.#standing.values()].filter(isOfKind)];
  }

  stands(recordKey: string): boolean {
    return this.#standing.has(recordKey);
  }

  /** Whether the source showed the record no more when a line said so last, be it held, or taken out by a rule since. */
  isMissing(recordKey: string): boolean {
    return this.#missing.has(recordKey);
  }

  /** Those of a kind that were missing so. */
  missingOf(kind: Kind): string[] {
    return [...this.#missing].filter(([, one]) => one === kind).map(([key]) => key);
  }

  /** Those of a kind that wait to be withdrawn. */
  heldOf(kind: Kind): [recordKey: string, held: HeldRecord][] {
    return [...this.held].filter(([, held]) => held.kind === kind);
  }

  /** How many wait to come in. */
  arrivalsWaiting(isCounted: (recordKey: string) => boolean): number {
    return [...this.#waiting].filter(isCounted).length;
  }

  /** The hold of a kind; undefined when nothing of it waits. */
  holdOf(kind: Kind): PendingHold | undefined {
    const hold = this.#holds.get(kind);
    if (!hold) return undefined;
    return hold.arrivalsWait || [...this.held.values()].some((held) => held.kind === kind) ? hold : undefined;
  }

  /** Whether something of the kind waited before this run, also where a line of it has ended that. */
  waitedBefore(kind: Kind, run: number): boolean {
    const said = this.#holds.get(kind);
    return this.holdOf(kind) !== undefined || (said?.newestRun === run && said.run < run);
  }

  #noteArrival({ recordKey, outcome, revision }: PresenceLine, isWaiting: boolean): void {
    if (isWaiting) {
      if (!this.#waiting.has(recordKey)) this.arrivals.set(recordKey, revision);
      this.#waiting.add(recordKey);
      return;
    }
    this.#waiting.delete(recordKey);
    if (outcome === 'withdrawn') this.arrivals.delete(recordKey);
  }
}

function endOf(
  { kind, outcome, before, reasons }: PresenceLine,
  withdrawn: Pick<WithdrawnData, 'approval' | 'ended'> | undefined,
): StayEnd {
  if (outcome !== 'withdrawn' || !reasons.includes('NOT_IN_SOURCE')) return 'other';
  // When an event that stayed out would have ended nobody knows: that it is gone says nothing either.
  if (withdrawn?.ended || (kind === 'event' && before === 'excluded')) return 'ended';
  return withdrawn?.approval === undefined ? 'gone' : 'approved';
}
