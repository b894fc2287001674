import type { LivingSchool, MisRow } from './living-school.js';

interface Comeback {
  day: number;
  person: string;
  links: MisRow['links'];
}

/** Court orders as courts make and end them, and as the MIS marks, blanks, deletes and enters them again. */
export class CourtOrders {
  #day = 0;
  #comebacks: Comeback[] = [];

  constructor(readonly school: LivingSchool) {
    const { enrolled, rates } = school;
    for (let left = Math.round(enrolled.size * rates.ordersStanding); left > 0; left -= 1) this.make();
  }

  passDay(): void {
    const { school } = this;
    const { rates, enrolled, underOrder } = school;
    this.#day += 1;
    for (let left = school.times(rates.ordersMade, enrolled.size); left > 0; left -= 1) this.make();
    for (let left = school.times(rates.ordersEnded, underOrder.size); left > 0; left -= 1) this.end();
    for (let left = school.times(rates.ordersForgotten, underOrder.size); left > 0; left -= 1) this.forget();
    const due = this.#comebacks.filter(({ day }) => day <= this.#day);
    this.#comebacks = this.#comebacks.filter(({ day }) => day > this.#day);
    for (const { person, links } of due) school.add(person, links);
  }

  /** Against a parent, mostly one who lives elsewhere; the office marks the first link, and most of the others. */
  make(): void {
    const { school } = this;
    const { dice, community, enrolled, rates } = school;
    const known = school.knownPeople;
    const parents = community.ties.filter(
      ({ adult, child, responsible }) =>
        responsible && enrolled.has(child) && !school.everUnderOrder.has(adult) && known.has(adult),
    );
    const homeOf = (id: string) => school.person(id).household;
    const apart = parents.filter(({ adult, child }) => homeOf(adult) !== homeOf(child));
    const { adult } = dice.pick(dice.chance(0.8) && apart.length > 0 ? apart : parents);
    school.underOrder.add(adult);
    school.everUnderOrder.add(adult);
    let isFirst = true;
    for (const link of school.rowsOf(adult).flatMap(({ links }) => links)) {
      if (!enrolled.has(link.child)) continue;
      school.changed.flags = true;
      if (isFirst || dice.chance(rates.ordersMarkedEverywhere)) link.order = 'true';
      isFirst = false;
    }
  }

  /** Truly; the MIS may say so, or blank the flag, or lose the row. */
  end(): void {
    const { dice, underOrder, rates } = this.school;
    const person = dice.pick([...underOrder]);
    underOrder.delete(person);
    if (dice.chance(rates.endedProperly)) this.#mark(person, 'false');
    else this.#lose(person);
  }

  /** By the MIS alone. */
  forget(): void {
    this.#lose(this.school.dice.pick([...this.school.underOrder]));
  }

  #lose(person: string): void {
    const { school } = this;
    if (school.dice.chance(0.5)) {
      this.#mark(person, 'null');
      return;
    }
    for (const row of school.rowsOf(person)) {
      if (!row.links.some(({ order }) => order === 'true')) continue;
      school.delete(row);
      const links = row.links.map((link) => ({ ...link, order: 'false' as const }));
      if (school.dice.chance(school.rates.enteredAgain))
        this.#comebacks.push({ day: this.#day + 15, person, links });
    }
  }

  #mark(person: string, order: 'false' | 'null'): void {
    this.school.changed.flags = true;
    for (const link of this.school.rowsOf(person).flatMap(({ links }) => links)) {
      if (link.order === 'true') link.order = order;
    }
  }
}
