import type {
  EventMetadata,
  EventOf,
  ExcludedData,
  ImportedData,
  Kind,
  Reason,
  RecordOutcome,
  WithdrawnData,
} from '@gatehouse/schemas';
import { HeldHidden, meaningOfLine, RestrictionsApplied, WithdrawalsHeld } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import { LedgerPresence } from './presence.js';

/** What the last line about a record says: all that a writer remembers of it. */
export interface LastLine {
  kind: Kind;
  outcome: RecordOutcome;
  revision: number;
  run: number;
  /** How things stood when that run began; undefined for a record that was new then. */
  before: RecordOutcome | undefined;
  fingerprint: string;
  /** The generation of the record's key in this ledger that was used last; 0 when it never had one. */
  generation: number;
  personKey: string | undefined;
  fields: readonly string[];
  /** Names of all fields that any line of this generation holds: its key opens them all. */
  sealedFields: readonly string[];
  reasons: readonly Reason[];
  categoryKey: string | undefined;
  /** It went out by what the ledger and the register alone said, without a record of the source. */
  isAtOnce: boolean;
}

const NONE: readonly never[] = [];

/** A ledger folded: the last line of every record, and where the ledger ends. */
export class LedgerState {
  /** Revision of the last line; -1 for an empty ledger. */
  revision = -1;
  /** `recordedAt` of the last line, ISO 8601; lines are never dated before it. */
  recordedAt = '';
  /** The newest run that fenced off an older one here; -1 when none did. */
  fencedBy = -1;
  /** The newest run that any line here is of; -1 for none. */
  newestRun = -1;
  /** Up to which revisions of settings and register what restricts was applied here, as `RestrictionsApplied` says. */
  applied = { settings: -1, restrictions: -1 };
  readonly records = new Map<string, LastLine>();
  readonly presence = new LedgerPresence();

  get size(): number {
    return this.revision + 1;
  }

  /** Takes the next line in. Lines come in the order of their revisions, each once. */
  evolve(event: Pick<RecordedEvent, 'type' | 'data' | 'metadata' | 'revision'>): void {
    this.revision = event.revision;
    const metadata = event.metadata as unknown as EventMetadata;
    this.recordedAt = metadata.recordedAt;
    this.newestRun = Math.max(this.newestRun, metadata.run ?? -1);
    if (event.type === 'RunFenced') this.fencedBy = Math.max(this.fencedBy, Number(event.data['run']));
    if (event.type === RestrictionsApplied.type) {
      const { settings, restrictions } = event.data;
      this.applied = { settings: Number(settings), restrictions: Number(restrictions) };
    }
    if (event.type === WithdrawalsHeld.type) {
      const data = event.data as unknown as EventOf<typeof WithdrawalsHeld>['data'];
      const { recordedAt, observedAt = recordedAt, run = -1 } = metadata;
      this.presence.evolveHeld(data, { revision: event.revision, run, recordedAt: observedAt });
    }
    if (event.type === HeldHidden.type) {
      this.presence.evolveHidden(event.data as unknown as EventOf<typeof HeldHidden>['data']);
    }
    const meaning = meaningOfLine(event.type);
    // A damaged line that names no record says nothing: what its record's line before says is compared with what is read.
    if (meaning && typeof event.data['recordKey'] === 'string') this.#evolveRecord(event, meaning);
  }

  #evolveRecord(
    event: Pick<RecordedEvent, 'type' | 'data' | 'metadata' | 'revision'>,
    meaning: { kind: Kind; outcome: RecordOutcome },
  ): void {
    const metadata = event.metadata as unknown as EventMetadata;
    const data = event.data as unknown as ImportedData & ExcludedData & WithdrawnData;
    const last = this.records.get(data.recordKey);
    const run = metadata.run ?? -1;
    const { personKey } = data;
    const generation = data.generation ?? last?.generation ?? 0;
    const fields = data.fields ?? NONE;
    const reasons = data.reasons ?? (data.reason ? [data.reason] : NONE);
    const isSameGeneration = last?.generation === generation;
    const isAtOnce = metadata.causationId === undefined;
    this.records.set(data.recordKey, {
      kind: meaning.kind,
      outcome: meaning.outcome,
      revision: event.revision,
      run,
      before: last?.run === run ? last.before : last?.outcome,
      fingerprint: metadata.fingerprint ?? '',
      generation,
      personKey,
      fields,
      sealedFields: isSameGeneration ? union(last.sealedFields, fields) : fields,
      reasons,
      categoryKey: data.categoryKey,
      isAtOnce,
    });
    const { recordKey } = data;
    const { revision } = event;
    const { recordedAt } = metadata;
    const before = last?.outcome;
    const line = { ...meaning, recordKey, before, reasons, isAtOnce, revision, run, recordedAt };
    this.presence.evolve(line, data);
  }
}

/** The first list itself where it holds the second: most records keep their fields, and share one list. */
const union = (all: readonly string[], more: readonly string[]): readonly string[] =>
  more.every((one) => all.includes(one)) ? all : [...new Set([...all, ...more])];
