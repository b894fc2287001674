import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream, restrictionsStream } from '@gatehouse/schemas';
import type { KeptOut } from '@gatehouse/policy';
import { Checks } from '../check/checks.js';
import type { Remains } from '../check/compared.js';
import { remainsOf } from '../check/compared.js';
import { Oracle } from '../check/oracle.js';
import { Violation } from '../check/violation.js';
import type { History, Step } from '../history/history.js';
import type { NightReading } from '../source/read-of-night.js';
import { NOTHING_READ, readOfNight } from '../source/read-of-night.js';
import { SchoolAtSource } from '../source/school-at-source.js';
import { SCHOOL, ServedSchool } from '../source/serve-school.js';
import { Installation } from './installation.js';

/** Of several restrictions of one sort the list names one: after its word, the next. */
const MOST_ROUNDS = 5;

export interface Played {
  remains: Remains;
  nights: number;
}

/** Lets a history happen, from the first night to the last word, and checks what must always hold. @throws Violation */
export async function playHistory(history: History): Promise<Played> {
  const school = new SchoolAtSource(history.school);
  const source = await ServedSchool.start(school);
  const repeats = history.repeats ? history.seed : undefined;
  const installation = await Installation.start({ source, batch: history.batch, repeats });
  try {
    return await new Play(history, school, source, installation).all();
  } finally {
    await installation.close();
    await source.close();
  }
}

class Play {
  readonly #oracle: Oracle;
  readonly #checks: Checks;
  #reading: NightReading = NOTHING_READ;
  /** The register's revision before the last night. */
  #before = -1;
  #purchased: readonly AddOn[] = ADD_ONS;
  #blankMeansNoOrder = false;
  #nights = 0;

  constructor(
    readonly history: History,
    readonly school: SchoolAtSource,
    readonly source: ServedSchool,
    readonly installation: Installation,
  ) {
    this.#oracle = new Oracle(history.scope);
    this.#checks = new Checks(installation, this.#oracle);
  }

  async all(): Promise<Played> {
    const { steps, scope } = this.history;
    if (scope === 'link') await this.installation.says('CourtOrderPolicySet', { courtOrderScope: 'link' });
    for (const [n, step] of steps.entries()) {
      try {
        await this.#step(step);
      } catch (error) {
        if (error instanceof Violation) error.message = `step ${n + 1} (${step.do}): ${error.message}`;
        throw error;
      }
    }
    await this.#end();
    return { remains: await remainsOf(this.installation), nights: this.#nights };
  }

  async #step(step: Step): Promise<void> {
    if (step.do === 'word') {
      await this.#word(step);
      await this.#checks.nobodyIsInWhoMustBeOut();
    } else if (step.do === 'night') await this.#night(step);
    else this.school.apply(step);
  }

  async #night({ days, fault, flip, troubles = [] }: Extract<Step, { do: 'night' }>): Promise<void> {
    this.source.weather = { fault, flip };
    const mayRead = this.#purchased.some((addOn) => addOn !== 'mis-calendar');
    const reading = mayRead ? readOfNight(this.school, { fault, flip }) : NOTHING_READ;
    this.#before = await this.installation.registerRevision();
    await this.#checks.beforeNight();
    await this.installation.night(days, troubles);
    this.source.settle();
    this.source.weather = {};
    this.#nights += 1;
    this.#reading = reading;
    this.#oracle.read(reading, this.#before);
    await this.#checks.afterNight(reading);
    if (reading.isContactsWhole) await this.#checks.whoIsOutIsListed(this.#passing(), this.#purchased);
  }

  /** Rows all of whose links pass by what the last whole reading shows, with their children. */
  #passing(): Map<string, string[]> {
    const links = this.#reading.pages.flat();
    const rows = new Map<string, string[]>();
    for (const { row, isLoose, child } of links) {
      if (!isLoose) rows.set(row, [...(rows.get(row) ?? []), child]);
    }
    const passes = (order: string) => order === 'false' || (order === 'null' && this.#blankMeansNoOrder);
    for (const { row, order, responsible } of links) {
      if (!passes(order) || responsible !== 'true') rows.delete(row);
    }
    return rows;
  }

  async #word(step: Extract<Step, { do: 'word' }>): Promise<void> {
    const { installation, school } = this;
    const shown = 'stale' in step && step.stale ? this.#before : await installation.registerRevision();
    const says = (type: string, data: object) => installation.says(type, data);
    const keyOf = (key: string) => this.#keyOf(key);
    switch (step.say) {
      case 'block':
      case 'unblock': {
        const found = keyOf(step.who);
        if (!found) return;
        await says(step.say === 'block' ? 'PersonBlocked' : 'PersonUnblocked', { recordKey: found.key });
        return this.#oracle[step.say](found.id);
      }
      case 'lift': {
        const contact = school.contact(step.who);
        const pupil = step.pupil === undefined ? undefined : school.pupil(step.pupil);
        if (!contact || this.#isSaidNow(contact.id)) return;
        const row = installation.pseudonyms.recordKey('contact', contact.id);
        const child = pupil && installation.pseudonyms.recordKey('student', pupil.id);
        await says('RestrictionLifted', { row, shown, ...(child ? { child } : {}) });
        return this.#oracle.lift(contact.id, shown, pupil?.id);
      }
      case 'lift-run': {
        const run = await installation.newestRun();
        if (run < 0) return;
        await says('RestrictionLifted', { run, shown });
        return this.#oracle.liftRun();
      }
      case 'separate':
      case 'join': {
        const ids = step.who.flatMap((key) => school.contact(key)?.id ?? []);
        if (ids.length < 2) return;
        const rows = ids.map((id) => installation.pseudonyms.recordKey('contact', id));
        await says(step.say === 'join' ? 'RowsJoined' : 'RowsToldApart', { rows, shown });
        return this.#oracle[step.say](ids);
      }
      case 'move': {
        const contact = school.contact(step.who);
        const from = contact?.earlierIds.at(-1);
        if (!contact || from === undefined) return;
        const [old, to] = [from, contact.id].map((id) => installation.pseudonyms.recordKey('contact', id));
        await says('RestrictionMoved', { from: old, to, courtOrder: 'true', block: step.block, shown });
        return;
      }
      case 'blank':
        this.#blankMeansNoOrder = step.means === 'no-order';
        this.#oracle.mayBlankPass ||= this.#blankMeansNoOrder;
        return says('CourtOrderPolicySet', { blankCourtOrder: step.means, shown });
      case 'scope':
        return;
      case 'purchased':
        this.#purchased = step.addOns as AddOn[];
        return says('AddOnsPurchased', { addOns: step.addOns });
      case 'approve':
        return says('HoldApproved', { kind: step.kind, what: step.what, shown: await this.#shownLedgers() });
      case 'discard':
        return says('HoldDiscarded', { kind: step.kind, shown: await this.#shownLedgers() });
    }
  }

  async #shownLedgers(): Promise<{ [addOn: string]: number }> {
    const shown: { [addOn: string]: number } = {};
    for (const addOn of ADD_ONS)
      shown[addOn] = (await this.installation.stream(ledgerStream(SCHOOL, addOn))).length - 1;
    return shown;
  }

  #keyOf(key: string): { id: string; key: string } | undefined {
    const { pseudonyms } = this.installation;
    const contact = this.school.contact(key);
    if (contact) return { id: contact.id, key: pseudonyms.recordKey('contact', contact.id) };
    const pupil = this.school.pupil(key);
    if (pupil) return { id: pupil.id, key: pseudonyms.recordKey('student', pupil.id) };
    const employee = this.school.employees.find((one) => one.key === key);
    return employee && { id: employee.id, key: pseudonyms.recordKey('employee', employee.id) };
  }

  /** A lift is refused while the newest reading says what it would end. */
  #isSaidNow(row: string): boolean {
    return this.#reading.pages
      .flat()
      .some((link) => link.row === row && (link.order !== 'false' || link.responsible !== 'true'));
  }

  /** The same source again writes nothing; and the words on the list let in whom the source keeps out no more. */
  async #end(): Promise<void> {
    this.source.weather = {};
    this.#before = await this.installation.registerRevision();
    for (let n = 0; n < 2; n += 1) await this.#readAgain();
    const size = await this.#size();
    await this.#readAgain();
    const grown = (await this.#size()) - size;
    if (grown > 0)
      throw new Violation('same-twice', `${grown} events of a like night: ${await this.#newest(grown)}`);
    await this.#applyWords();
  }

  async #readAgain(): Promise<void> {
    const mayRead = this.#purchased.some((addOn) => addOn !== 'mis-calendar');
    this.#reading = mayRead ? readOfNight(this.school, {}) : NOTHING_READ;
    await this.installation.sync();
    this.#oracle.read(this.#reading, this.#before);
    await this.#checks.nobodyIsInWhoMustBeOut();
    await this.#checks.documentsNameOnlyWhoIsIn();
  }

  get #streams(): string[] {
    return [...ADD_ONS.map((addOn) => ledgerStream(SCHOOL, addOn)), restrictionsStream(SCHOOL)];
  }

  async #size(): Promise<number> {
    let size = 0;
    for (const stream of this.#streams) size += (await this.installation.stream(stream)).length;
    return size;
  }

  async #newest(count: number): Promise<string> {
    const events = this.installation.stored.events.filter(({ stream }) => this.#streams.includes(stream));
    return JSON.stringify(events.slice(-count).map(({ stream, type, data }) => [stream, type, data]));
  }

  async #applyWords(): Promise<void> {
    if (!this.#reading.isContactsWhole) return;
    const passing = this.#passing();
    const out = await this.#checks.whoIsOutIsListed(passing, this.#purchased);
    if (out.size === 0) return;
    for (let round = 1; ; round += 1) {
      const live = [...out].filter(([, entries]) => entries.some((entry) => this.#isLive(entry)));
      for (const [row] of live) out.delete(row);
      await this.#say([...out.values()].flat());
      for (let n = 0; n < 2; n += 1) await this.installation.sync();
      const still = await this.#checks.whoIsOutIsListed(passing, this.#purchased);
      const [row] = [...still.keys()].filter((one) => out.has(one));
      if (row === undefined) return;
      if (round === MOST_ROUNDS)
        throw new Violation('words-let-in', `${row} is out after ${JSON.stringify(out.get(row))}`);
      for (const one of out.keys()) {
        const entries = still.get(one);
        if (entries) out.set(one, entries);
        else out.delete(one);
      }
    }
  }

  async #say(entries: readonly KeptOut[]): Promise<void> {
    const said = new Set<string>();
    for (const { row, of, word } of entries) {
      const name = `${word} ${word === 'separate' ? row : ''} ${of}`;
      if (said.has(name)) continue;
      said.add(name);
      const shown = await this.installation.registerRevision();
      if (word === 'lift') await this.installation.says('RestrictionLifted', { row: of, shown });
      if (word === 'separate') await this.installation.says('RowsToldApart', { rows: [row, of], shown });
      if (word === 'unblock') await this.installation.says('PersonUnblocked', { recordKey: of });
      if (word === 'say-what-blank-means') this.#oracle.mayBlankPass = true;
      if (word === 'say-what-blank-means')
        await this.installation.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order', shown });
    }
  }

  /** The source says today what a lift would end: it is refused. */
  #isLive({ of, word }: KeptOut): boolean {
    const { pseudonyms } = this.installation;
    if (word !== 'lift') return false;
    const isOf = (row: string) => pseudonyms.recordKey('contact', row) === of;
    return this.#reading.pages
      .flat()
      .some(
        (link) => (link.isLoose || isOf(link.row)) && (link.order !== 'false' || link.responsible !== 'true'),
      );
  }
}
