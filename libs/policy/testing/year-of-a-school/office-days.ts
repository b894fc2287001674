import { listRestrictions } from '../../src/index.js';
import type { RegisterScene } from '../a-register.js';
import { idOf } from '../a-source.js';
import { Kin } from '../communities/kin.js';
import { Newcomers } from '../communities/newcomers.js';
import type { LivingSchool, MisRow } from './living-school.js';

const DAYS_PER_TRAY = 5;

/** What an office enters beside court orders, from a tray that it empties once a week. */
export class OfficeDays {
  #day = 0;
  #doubled: { row: MisRow; day: number }[] = [];

  constructor(readonly school: LivingSchool) {}

  passDay(): void {
    const { school } = this;
    const { rates, enrolled, rows } = school;
    this.#day += 1;
    this.#deleteDoubled();
    if (this.#day % DAYS_PER_TRAY !== 0) return;
    this.#each(rates.leavers, enrolled.size, () => school.leave(school.dice.pick([...enrolled])));
    this.#each(rates.joiners, enrolled.size, () => this.#join());
    this.#each(rates.partnersAdded, enrolled.size, () => this.#addPartner());
    this.#each(rates.partnersRemoved, enrolled.size, () => this.#removePartner());
    this.#each(rates.responsibilityChanged, rows.size * 1.5, () => this.#changeResponsibility());
    this.#each(rates.reEntered, rows.size, () => this.#enterAnew(this.#someRow()));
    this.#each(rates.retyped, rows.size, () => this.#retype());
  }

  /** The leaving year goes, the new one comes, and of those who stay some are typed in from new forms. */
  passSummer(): void {
    const { school } = this;
    const { dice, enrolled, community, rates } = school;
    const [leaving, joining] = community.phase === 'primary' ? [10, 4] : [16, 11];
    let gone = 0;
    for (const child of [...enrolled]) {
      const pupil = school.person(child);
      pupil.age += 1;
      if (pupil.age <= leaving) continue;
      school.leave(child);
      gone += 1;
    }
    for (const row of school.shown) if (dice.chance(rates.reEnteredInSummer)) this.#enterAnew(row, true);
    const siblings = Math.round(gone * rates.siblings);
    for (let left = siblings; left > 0; left -= 1) this.#joinSibling(joining);
    for (const child of school.enrolFamilies(gone - siblings)) school.person(child).age = joining;
  }

  #each(share: number, of: number, happens: () => void): void {
    for (let left = this.school.times(share * DAYS_PER_TRAY, of); left > 0; left -= 1) happens();
  }

  #join(): void {
    const { dice, rates } = this.school;
    if (dice.chance(rates.siblings)) this.#joinSibling();
    else this.school.enrolFamilies(1);
  }

  /** With whomever the school was told of for the brother or sister. */
  #joinSibling(age?: number): void {
    const { school } = this;
    const { dice, community } = school;
    const one = school.person(dice.pick([...school.enrolled]));
    const newcomers = new Newcomers(community, dice);
    const sex = dice.chance(0.5) ? 'male' : 'female';
    const { culture, household } = one;
    const of = { culture, household, family: one.surname, notAs: [one] };
    const child = newcomers.person({ sex, age: age ?? one.age, ...of });
    community.pupils.push(child.id);
    const ties = community.ties.filter((tie) => tie.child === one.id);
    community.ties.push(...ties.map((tie) => ({ ...tie, child: child.id })));
    school.enrol(child.id);
  }

  #addPartner(): void {
    const { school } = this;
    const { dice, community, enrolled } = school;
    const of = dice.pick(community.ties.filter(({ child, as }) => as === 'Mother' && enrolled.has(child)));
    const partner = new Kin(new Newcomers(community, dice)).partnerOf(school.person(of.adult));
    for (const { child } of community.ties.filter(({ adult }) => adult === of.adult)) {
      if (!enrolled.has(child)) continue;
      community.ties.push({ adult: partner.id, child, as: 'Step parent', responsible: false });
      school.enter(partner.id, child);
    }
  }

  #removePartner(): void {
    const { school } = this;
    const known = school.knownPeople;
    const partners = school.community.ties.filter(
      ({ as, adult }) => as === 'Step parent' && known.has(adult),
    );
    if (partners.length === 0) return;
    for (const row of school.rowsOf(school.dice.pick(partners).adult)) school.delete(row);
  }

  #changeResponsibility(): void {
    const link = this.school.dice.pick(this.#someRow().links);
    link.responsible = link.responsible === 'true' ? 'false' : 'true';
    this.school.changed.flags = true;
  }

  #retype(): void {
    const { school } = this;
    const row = this.#someRow();
    row.fields = school.type(row.person, school.dice.pick(row.links).child);
    school.changed.details = true;
  }

  #enterAnew(old: MisRow, isAtOnce = false): void {
    const { school } = this;
    const { dice, rates } = school;
    const isCarried = dice.chance(rates.ordersCarriedOver);
    const links = old.links.map((link) =>
      link.order === 'true' && !isCarried ? { ...link, order: 'false' as const } : { ...link },
    );
    school.add(old.person, links);
    if (!isAtOnce && dice.chance(rates.standSideBySide)) this.#doubled.push({ row: old, day: this.#day + 5 });
    else school.delete(old);
  }

  #deleteDoubled(): void {
    for (const { row, day } of this.#doubled) if (day <= this.#day) this.school.delete(row);
    this.#doubled = this.#doubled.filter(({ day }) => day > this.#day);
  }

  #someRow(): MisRow {
    return this.school.dice.pick(this.school.shown);
  }
}

/**
 * Once a month an office works through the list of who is kept out: it knows who is who, lifts what has truly ended, and
 * tells apart who are two people.
 *
 * @returns how many decisions that took.
 */
export function workThroughList(
  scene: RegisterScene,
  { underOrder, rows }: LivingSchool,
  personOf: (row: string) => string,
): number {
  const said = new Set<string>();
  for (const { row, of, because, input } of listRestrictions(scene.sight, scene.standings)) {
    const [id, other] = [idOf(row), idOf(of)];
    if (because === 'alike' || because === 'made-again') {
      const pair = [id, other].sort();
      if (personOf(id) === personOf(other) || said.has(pair.join())) continue;
      said.add(pair.join());
      scene.separate(...pair);
    }
    if (because !== 'remembered' && because !== 'waiting' && because !== 'blank') continue;
    const isOver = input === 'court_order' ? !underOrder.has(personOf(id)) : isResponsibleNow(rows.get(id));
    if (!isOver || said.has(`${id} ${input}`)) continue;
    said.add(`${id} ${input}`);
    scene.lift(id, input ? { input } : {});
  }
  return said.size;
}

/** What is remembered of a row that is gone keeps nobody else out: the office leaves it on the list. */
const isResponsibleNow = (row: MisRow | undefined) =>
  row?.links.every(({ responsible }) => responsible === 'true') ?? false;
