import type { Basis } from '@gatehouse/schemas';
import { restrictionsStream, RowsAlike, RowsCarry, settingsStream, syncStream } from '@gatehouse/schemas';
import type { EventStore, NewEvent, RecordedEvent } from '@gatehouse/event-store';
import type { Settings, Sight } from '@gatehouse/policy';
import {
  evolveSettings,
  initialSettings,
  Register,
  Runs,
  Standings,
  stricterSettings,
  Words,
} from '@gatehouse/policy';

/** Up to which revisions of the two streams somebody may have to go out. */
export interface RestrictingRevisions {
  settings: number;
  restrictions: number;
}

/** An event in its place. */
type Appended = NewEvent & { revision: number };

/** What is asked while a run is open, or between runs. */
export interface RegisterView {
  sight: Sight;
  readonly standings: Standings;
  settings: Settings;
}

/**
 * A school's register of restrictions with what people said and which runs completed, read from its three streams and
 * kept up to them. It answers; it decides nothing.
 */
export class SchoolRegister {
  readonly register = new Register();
  readonly words = new Words();
  readonly runs = new Runs();
  readonly #store: EventStore;
  readonly #settings: { revision: number; settings: Settings }[] = [
    { revision: -1, settings: initialSettings },
  ];
  /** The newest event of the register that is known to take somebody out. */
  #restrictions = -1;
  /** Rows that events say something new of and of which that was not asked yet: who only writes never asks. */
  #unasked: { revision: number; rows: string[] }[] = [];
  #view: { of: string; view: RegisterView } | undefined;

  constructor(
    store: EventStore,
    readonly schoolId: string,
  ) {
    this.#store = store;
  }

  /** The newest events that can take somebody out, as far as the streams were read. */
  get restricting(): RestrictingRevisions {
    const { register, words } = this;
    this.#restrictions = Math.max(
      this.#restrictions,
      register.restricting,
      this.#restrictedBy(this.#unasked),
    );
    this.#unasked = [];
    return { settings: words.restricting, restrictions: this.#restrictions };
  }

  /** Reads on to the ends of the streams. */
  async catchUp(): Promise<void> {
    const { schoolId } = this;
    // Runs first, register last: what a run released counts only where its end was read as well.
    for await (const events of this.#since(syncStream(schoolId), this.runs.revision)) {
      for (const event of events) this.runs.evolve(event);
    }
    for await (const events of this.#since(settingsStream(schoolId), this.words.revision)) {
      for (const event of events) this.#evolveSettings(event);
    }
    for await (const events of this.#since(restrictionsStream(schoolId), this.register.revision)) {
      for (const event of events) {
        this.register.evolve(event);
        this.#noteUnasked(event);
      }
    }
  }

  /** Takes in the next event of the register, which this process appended. */
  append(event: Appended): void {
    this.register.append(event);
    this.#noteUnasked(event);
  }

  #noteUnasked(event: Appended): void {
    const rows = this.#knownRowsIn(event);
    if (rows.length > 0) this.#unasked.push({ revision: event.revision, rows });
  }

  /**
   * What the register answers under these settings: in an open run the stricter of those that it was started on and of
   * now, and nothing that widens and was said since (restrictions.md, rule 16).
   */
  view(basis: Pick<Basis, 'settingsRevision'> | undefined): RegisterView {
    const { register, words, runs } = this;
    // On settings that are the newest the answer is that of now.
    const isOfNow = basis === undefined || basis.settingsRevision >= words.revision;
    const through = isOfNow ? Infinity : basis.settingsRevision;
    const of = `${through} ${register.revision} ${words.revision} ${runs.revision}`;
    if (this.#view?.of === of) return this.#view.view;
    const now = this.settingsAt(Infinity);
    const then = this.settingsAt(through);
    const settings = { ...then, ...stricterSettings(then, now) };
    const view = viewOf({ register, words, runs, settings, through }, settings);
    this.#view = { of, view };
    return view;
  }

  /** The school's settings as they stood at a revision of `settings-`. */
  settingsAt(revision: number): Settings {
    return this.#settings.findLast((state) => state.revision <= revision)?.settings ?? initialSettings;
  }

  async *#since(stream: string, revision: number): AsyncIterable<RecordedEvent[]> {
    yield* this.#store.read(stream, { from: revision + 1 });
  }

  #evolveSettings(event: RecordedEvent): void {
    // Before anything is taken in: where this throws, the event is met again.
    const settings = evolveSettings(this.settingsAt(Infinity), event);
    this.words.evolve(event);
    this.#settings.push({ revision: event.revision, settings });
  }

  /** The newest of these events by which one of its rows is restricted, as most are not. */
  #restrictedBy(events: readonly { revision: number; rows: string[] }[]): number {
    if (!this.register.isSeeded || events.length === 0) return -1;
    const { standings } = this.view(undefined);
    const isOut = (row: string) => {
      const { block, orders, unclear } = standings.of(row);
      return block !== undefined || orders.length > 0 || unclear.length > 0;
    };
    return events.findLast(({ rows }) => rows.some(isOut))?.revision ?? -1;
  }

  /**
   * Rows that the event may restrict although they were known before it: those that it says something new of (a row that
   * now carries the `upi` of a restricted one, or one alike to a restricted row), and whoever shares a person key with one
   * of its rows, pupils with their contacts: a link to one may be a link to the other. Each key is looked at once: fifteen
   * hundred rows may share one.
   */
  #knownRowsIn({ type, data, revision }: Appended): string[] {
    if (type === RowsAlike.type) return (data['groups'] as string[][]).flat();
    if (type !== RowsCarry.type) return [];
    const rows = data['rows'] as { row: string; persons?: string[] }[];
    const known = rows
      .map(({ row }) => row)
      .filter((row) => this.register.rows.get(row)?.first.revision !== revision);
    for (const person of new Set(rows.flatMap(({ persons = [] }) => persons))) {
      const sharing = this.register.byPerson.get(person);
      if (sharing && sharing.size > 1) known.push(...sharing, ...this.#contactsOf(sharing));
    }
    return known;
  }

  /** Contacts that were ever read under one of these pupils. */
  #contactsOf(pupils: Iterable<string>): string[] {
    const { byChild } = this.register;
    return [...new Set(pupils)].flatMap((pupil) => [...(byChild.get(pupil) ?? [])]);
  }
}

/** The standings are worked out when they are first asked for: who only writes what was read never asks. */
function viewOf(sight: Sight, settings: Settings): RegisterView {
  let standings: Standings | undefined;
  return {
    sight,
    settings,
    get standings() {
      return (standings ??= new Standings(sight));
    },
  };
}

/** The register is not read as far as wonde-ingest wrote it, or it was never seeded: nobody can be decided on yet. */
export class RegisterBehind extends Error {
  readonly code = 'REGISTER_BEHIND';
  constructor(schoolId: string) {
    super(
      `The register of restrictions of school ${schoolId} is not there yet as far as this run needs it. It is tried again; ` +
        'if it stays so, check that wonde-ingest has the same version as this service.',
    );
    this.name = 'RegisterBehind';
  }
}
