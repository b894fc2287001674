import type {
  EventMetadata,
  ExcludedData,
  ImportedData,
  Kind,
  Reason,
  RecordOutcome,
  RememberedLink,
  WithdrawnData,
} from '@gatehouse/contracts';
import { meaningOfLine } from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';

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
  links: readonly RememberedLink[];
  reasons: readonly Reason[];
  categoryKey: string | undefined;
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
  /** The newest run that was closed completely here, as its closing says; -1 for none. Not told by the lines. */
  lastClosed = -1;
  readonly records = new Map<string, LastLine>();
  readonly #byPerson = new Map<string, Set<string>>();
  readonly #personsOf = new Map<string, Set<string>>();

  get size(): number {
    return this.revision + 1;
  }

  /** Record keys of a person's records in this ledger. */
  recordsOfPerson(personKey: string): Iterable<string> {
    return this.#byPerson.get(personKey) ?? NONE;
  }

  /** Person keys under which the record was ever known in this ledger. */
  personsOf(recordKey: string): Iterable<string> {
    return this.#personsOf.get(recordKey) ?? NONE;
  }

  /**
   * Whether the record was gone from the source in a run that was closed. Withdrawn for another reason, it may still be
   * there.
   */
  hasLeftSource(recordKey: string): boolean {
    const line = this.records.get(recordKey);
    return (
      line?.outcome === 'withdrawn' && line.reasons.includes('NOT_IN_SOURCE') && line.run <= this.lastClosed
    );
  }

  /** Takes the next line in. Lines come in the order of their revisions, each once. */
  evolve(event: Pick<RecordedEvent, 'type' | 'data' | 'metadata' | 'revision'>): void {
    this.revision = event.revision;
    const metadata = event.metadata as unknown as EventMetadata;
    this.recordedAt = metadata.recordedAt;
    this.newestRun = Math.max(this.newestRun, metadata.run ?? -1);
    if (event.type === 'RunFenced') this.fencedBy = Math.max(this.fencedBy, Number(event.data['run']));
    const meaning = meaningOfLine(event.type);
    if (!meaning) return;
    const data = event.data as unknown as ImportedData & ExcludedData & WithdrawnData;
    const last = this.records.get(data.recordKey);
    const run = metadata.run ?? -1;
    const personKey = data.personKey ?? last?.personKey;
    const generation = data.generation ?? last?.generation ?? 0;
    const fields = data.fields ?? NONE;
    const isSameGeneration = last?.generation === generation;
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
      links: data.links ?? NONE,
      reasons: data.reasons ?? (data.reason ? [data.reason] : NONE),
      categoryKey: data.categoryKey,
    });
    if (personKey) this.#linkPerson(personKey, data.recordKey);
  }

  #linkPerson(personKey: string, recordKey: string): void {
    addTo(this.#byPerson, personKey, recordKey);
    addTo(this.#personsOf, recordKey, personKey);
  }
}

/** The first list itself where it holds the second: most records keep their fields, and share one list. */
const union = (all: readonly string[], more: readonly string[]): readonly string[] =>
  more.every((one) => all.includes(one)) ? all : [...new Set([...all, ...more])];

function addTo(sets: Map<string, Set<string>>, name: string, member: string): void {
  const set = sets.get(name);
  if (set) set.add(member);
  else sets.set(name, new Set([member]));
}
