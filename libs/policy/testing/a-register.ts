import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import type { RegisterEvent, Settings, Sight, Standing } from '../src/index.js';
import {
  areTooManyUnsettled,
  blankMeaning,
  booleansOf,
  ContactReading,
  countRestrictions,
  decideContact,
  decideEmployee,
  DEFAULT_HOLD_LIMITS,
  FREE,
  hasCurrent,
  initialSettings,
  listRestrictions,
  lostBooleans,
  readAlike,
  readContactPage,
  readContactsWhole,
  readEmployeePage,
  readEmployeesWhole,
  Register,
  Runs,
  ShownPeople,
  Standings,
  unsettledPupils,
  Words,
} from '../src/index.js';
import type { EmployeeSays, PupilSays } from './a-source.js';
import { employeeOf, idOf, keyOf, pageOf } from './a-source.js';

interface NightOptions {
  /** Days since the last night; 1 when left out. */
  days?: number;
  employees?: readonly EmployeeSays[];
  /** `failing`: only these pages were read. `crashed`: read whole, but the run never completed. */
  ends?: 'completed' | 'crashed' | 'failing' | 'permissions-changed';
  /** Nobody's details or children changed since the last whole night: likeness would find what is known. */
  isAsBefore?: boolean;
}

/** How a contact stands after a night: with which children, by its own row alone and with what the register says. */
export interface ContactStands {
  id: string;
  byItself(): readonly string[];
  comesWith(): readonly string[];
  standing: Standing;
}

interface Shown {
  links: { child: string; courtOrder: RuleInput; parentalResponsibility: RuleInput }[];
}

/**
 * A school whose nights a spec tells: what the source shows, what people say, and what the register then answers. Each
 * night is a run with one page for each call; everything is written as wonde-ingest writes it.
 */
export class RegisterScene {
  readonly register = new Register();
  readonly words = new Words();
  readonly runs = new Runs();
  settings: Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'> = initialSettings;
  readonly written: (RegisterEvent & { revision: number })[] = [];
  #day = Date.parse('2026-09-01T02:00:00Z');
  #shown = new Map<string, Shown>();
  #employees = new Map<string, RuleInput>();
  #wasWhole = false;
  #reading: ContactReading | undefined;
  #standings: { at: string; standings: Standings } | undefined;

  constructor() {
    this.#write([{ type: 'RegisterSeeded', data: { lines: 0 } }], undefined);
  }

  get day(): string {
    return new Date(this.#day).toISOString().slice(0, 10);
  }

  get sight(): Sight {
    const { register, words, runs, settings } = this;
    return { register, words, runs, settings, through: Infinity };
  }

  /** A run that reads these pupils, and employees where they are given. */
  night(
    pupils: readonly PupilSays[],
    { days = 1, ends = 'completed', employees, isAsBefore = false }: NightOptions = {},
  ): this {
    this.#day += days * 24 * 60 * 60 * 1000;
    const run = this.begin();
    const reading = new ContactReading();
    const people = new ShownPeople();
    this.page(run, pupils, reading, people);
    if (!isAsBefore) this.#write(readAlike(this.sight, reading), run);
    this.#reading = reading;
    this.#shown = shownIn(reading);
    this.#wasWhole = ends !== 'failing' && ends !== 'permissions-changed' && this.readWhole(run, reading);
    if (employees) this.#readEmployees(run, employees, people, ends !== 'failing');
    if (ends === 'completed') this.complete(run);
    return this;
  }

  /** A run that reads exactly what the last night read: its pages say nothing that the register does not know. */
  nightAsBefore(days: number): this {
    if (!this.#reading) throw new Error('No night was before.');
    this.#day += days * 24 * 60 * 60 * 1000;
    const run = this.begin();
    this.#wasWhole = this.readWhole(run, this.#reading);
    return this.complete(run);
  }

  /** Starts a run and gives its number. */
  begin(): number {
    const run = this.runs.revision + 1;
    this.runs.evolve({ type: 'SyncRunStarted', data: { basis: {} }, revision: run });
    return run;
  }

  /** The last night's pupils of whom it did not say whose their contacts are. */
  get unsettled(): string[] {
    return this.#reading ? [...unsettledPupils(this.sight, this.#reading)].map(idOf).sort() : [];
  }
  get areTooManyUnsettled(): boolean {
    return (
      this.#reading !== undefined &&
      areTooManyUnsettled(this.sight, this.#reading, DEFAULT_HOLD_LIMITS, this.day)
    );
  }

  page(run: number, pupils: readonly PupilSays[], reading: ContactReading, people = new ShownPeople()): void {
    const page = pageOf(pupils);
    reading.add(page);
    this.#write(readContactPage(this.sight, page, reading, people, { run, day: this.day }), run);
  }

  /** @returns whether contacts may be decided from it. */
  readWhole(run: number, reading: ContactReading): boolean {
    if (lostBooleans(this.register, 'responsibility', booleansOf(reading).responsibility)) return false;
    this.#write(readContactsWhole(this.sight, reading, { run, day: this.day }), run);
    return true;
  }

  complete(run: number): this {
    this.runs.evolve({ type: 'SyncRunCompleted', data: { run }, revision: this.runs.revision + 1 });
    return this;
  }

  #readEmployees(
    run: number,
    employees: readonly EmployeeSays[],
    people: ShownPeople,
    isWhole: boolean,
  ): void {
    const rows = employees.map(employeeOf);
    this.#write(readEmployeePage(this.sight, rows, people, { run, day: this.day }), run);
    this.#employees = new Map(rows.map(({ row, current }) => [row, current]));
    if (isWhole && !lostBooleans(this.register, 'current', hasCurrent(rows)))
      this.#write(readEmployeesWhole(this.sight, rows, { run, day: this.day }), run);
  }

  says(type: string, data: object, shown = this.register.revision): this {
    const recordedAt = new Date(this.#day).toISOString();
    const revision = this.words.revision + 1;
    this.words.evolve({ type, data: { reason: 'so', shown, ...data }, revision, metadata: { recordedAt } });
    if (type === 'CourtOrderPolicySet') this.settings = { ...this.settings, ...data };
    return this;
  }
  lift(id: string, more: { child?: string; input?: RegisterInput } = {}, shown?: number): this {
    const child = more.child === undefined ? {} : { child: keyOf('pupil', more.child) };
    return this.says('RestrictionLifted', { ...more, row: keyOf('contact', id), ...child }, shown);
  }
  block(id: string, kind: 'contact' | 'employee' | 'pupil' = 'contact'): this {
    return this.says('PersonBlocked', { recordKey: keyOf(kind, id) });
  }
  unblock(id: string): this {
    return this.says('PersonUnblocked', { recordKey: keyOf('contact', id) });
  }
  separate(...ids: string[]): this {
    return this.says('RowsToldApart', { rows: ids.map((id) => keyOf('contact', id)) });
  }
  join(...ids: string[]): this {
    return this.says('RowsJoined', { rows: ids.map((id) => keyOf('contact', id)) });
  }
  move(
    from: string,
    to: string,
    what: { courtOrder?: RuleInput; block?: boolean } = { courtOrder: 'true' },
  ): this {
    const rows = { from: keyOf('contact', from), to: keyOf('contact', to) };
    return this.says('RestrictionMoved', { block: false, ...what, ...rows });
  }

  /** How a contact stands after the last night: `in: kim, lee`, `out: REASON`, or `not shown`. */
  contact(id: string): string {
    const row = keyOf('contact', id);
    const links = this.#shown.get(row)?.links;
    if (!links) return 'not shown';
    if (!this.#wasWhole) return 'not decided';
    const decision = this.#decide(row, links, this.standings.of(row));
    if (decision.outcome === 'excluded') return `out: ${decision.reasons.join(', ')}`;
    return `in: ${decision.keptChildren.map(idOf).join(', ')}`;
  }

  /** How everybody stands whom the last night showed; nobody where it was not whole. */
  contacts(): ContactStands[] {
    if (!this.#wasWhole) return [];
    const { standings } = this;
    return [...this.#shown].map(([row, { links }]) => {
      const standing = standings.of(row);
      const under = (remembered: Standing) => () => this.#childrenOf(row, links, remembered);
      return { id: idOf(row), byItself: under(FREE), comesWith: under(standing), standing };
    });
  }

  #childrenOf(row: string, links: Shown['links'], remembered: Standing): string[] {
    const decision = this.#decide(row, links, remembered);
    return decision.outcome === 'excluded' ? [] : decision.keptChildren.map(idOf);
  }

  #decide(row: string, links: Shown['links'], remembered: Standing) {
    const passes = links.filter(({ child }) => {
      const link = this.register.linkOf(row, child);
      return blankMeaning(this.sight, link, this.day) === 'passes';
    });
    return decideContact({
      links,
      remembered,
      settings: this.settings,
      personUnreadable: false,
      conflicting: false,
      blankPasses: new Set(passes.map(({ child }) => child)),
    });
  }

  /** What the register says of everybody, worked out anew only once something was written or said. */
  get standings(): Standings {
    const { register, words, runs, settings } = this;
    const at = JSON.stringify([register.revision, words.revision, runs.revision, settings]);
    if (this.#standings?.at !== at) this.#standings = { at, standings: new Standings(this.sight) };
    return this.#standings.standings;
  }

  /** What the register alone says against somebody, between runs: `free`, or what keeps them out. */
  alone(id: string, kind: 'contact' | 'employee' | 'pupil' = 'contact'): string {
    const standing = this.standings.of(keyOf(kind, id));
    const words = [
      ...(standing.block ? ['blocked'] : []),
      ...standing.orders.map((order) => `order ${order.class}`),
      ...standing.unclear.map((unclear) => unclear.because),
    ];
    return words.length > 0 ? [...new Set(words)].sort().join(', ') : 'free';
  }

  employee(id: string): string {
    const row = keyOf('employee', id);
    const current = this.#employees.get(row);
    if (current === undefined) return 'not shown';
    const remembered = this.standings.of(row);
    const decision = decideEmployee({ current, conflicting: false, remembered });
    return decision.outcome === 'imported' ? 'in' : `out: ${decision.reasons.join(', ')}`;
  }

  /** The list of who is kept out by memory: `O remembered`, … */
  list(): string[] {
    return listRestrictions(this.sight, this.standings).map(({ row, because }) => `${idOf(row)} ${because}`);
  }

  counts() {
    return countRestrictions(listRestrictions(this.sight, this.standings));
  }

  #write(events: readonly RegisterEvent[], run: number | undefined): void {
    const recordedAt = new Date(this.#day).toISOString();
    for (const event of events) {
      const revision = this.register.revision + 1;
      const metadata = run === undefined ? { recordedAt } : { recordedAt, run };
      this.register.evolve({ ...event, revision, metadata });
      this.written.push({ ...event, revision });
    }
  }
}

function shownIn(reading: ContactReading): Map<string, Shown> {
  const shown = new Map<string, Shown>();
  for (const { row, child, courtOrder, parentalResponsibility } of reading.links()) {
    const known = shown.get(row) ?? { links: [] };
    known.links.push({ child, courtOrder, parentalResponsibility });
    shown.set(row, known);
  }
  return shown;
}
