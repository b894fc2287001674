import type { Fields, JsonValue } from '@gatehouse/schemas';
import type { Community, Household, Person } from './community.js';
import type { Dice } from './dice.js';

/** What happens when somebody types a contact into a MIS: shares from 0 to 1. */
export interface OfficeHabits {
  initialOnly: number;
  withoutForename: number;
  withoutAnyName: number;
  withoutDetails: number;
  misspelt: number;
  /** Whether legal names are kept beside those in use. */
  legalNames: number;
}

/** An office as most are. That a contact has no forename or no name is rare: most MISs ask for both. */
export const USUAL_HABITS: OfficeHabits = {
  initialOnly: 0.01,
  withoutForename: 0.003,
  withoutAnyName: 0.001,
  withoutDetails: 0.03,
  misspelt: 0.007,
  legalNames: 0.5,
};

/** Types one adult in, for one child: twice the same adult is rarely twice the same text. */
export class Office {
  readonly #community: Community;
  readonly #dice: Dice;
  readonly #habits: OfficeHabits;

  constructor(community: Community, dice: Dice, habits: OfficeHabits) {
    this.#community = community;
    this.#dice = dice;
    this.#habits = habits;
  }

  type(adult: Person, child: Person): Fields {
    const details = this.#dice.chance(this.#habits.withoutDetails) ? {} : this.#details(adult, child);
    return { ...this.#names(adult), ...details };
  }

  #names(adult: Person): Fields {
    const dice = this.#dice;
    const habits = this.#habits;
    if (dice.chance(habits.withoutAnyName)) return { forename: null, surname: dice.pick([null, '', '.']) };
    const used = dice.chance(0.75) ? adult.goesBy : adult.forenames;
    const maiden = adult.bornAs !== adult.surname && dice.chance(0.02);
    const surname = this.#spelt(maiden ? adult.bornAs : adult.surname);
    if (dice.chance(habits.withoutForename)) return { forename: null, surname };
    if (dice.chance(habits.initialOnly)) {
      const initial = used.slice(0, 1);
      return {
        forename: dice.pick([initial, `${initial}.`]),
        surname,
        legal_forename: null,
        legal_surname: null,
      };
    }
    const legal = dice.chance(habits.legalNames);
    return {
      forename: this.#spelt(used),
      surname,
      legal_forename: legal ? adult.forenames : null,
      legal_surname: legal ? adult.surname : null,
    };
  }

  #spelt(name: string): string {
    const dice = this.#dice;
    let text = name;
    if (dice.chance(0.5)) text = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
    if (dice.chance(0.2)) text = text.replace(/['’]/g, dice.pick(['', ' ', '’', '`']));
    if (dice.chance(0.2)) text = text.replaceAll('-', dice.pick([' ', ' - ', '–']));
    if (dice.chance(this.#habits.misspelt))
      text = misspell(text, dice.between(1, Math.max(1, text.length - 1)));
    if (dice.chance(0.03)) text = text.toUpperCase();
    return dice.chance(0.02) ? `${text} ` : text;
  }

  #details(adult: Person, child: Person): Fields {
    const dice = this.#dice;
    const home = this.#homeOf(adult);
    const together = adult.household === child.household;
    // An office takes the child's address for whoever is said to be its parent.
    const told = together || dice.chance(0.6) ? home : dice.chance(0.05) ? this.#homeOf(child) : undefined;
    const mail = dice.chance(0.9) ? (home.email ?? adult.email) : null;
    const partner = this.#partnerOf(adult);
    const work = adult.work && dice.chance(0.5) ? adult.work : null;
    const both = mail && partner?.email && dice.chance(0.03) ? `${mail}; ${partner.email}` : mail;
    const mobile = dice.chance(0.01) ? dice.pick(['00000000000', '07000000000', 'none']) : adult.mobile;
    const landline = dice.chance(0.6) ? home.landline : null;
    const second = partner?.mobile && dice.chance(0.03) ? partner.mobile : landline;
    return {
      emails: {
        email: null,
        primary: null,
        home: null,
        work: null,
        [dice.pick(['email', 'primary', 'home'])]: both,
      },
      phones: {
        phone: mobile ?? landline,
        primary: mobile,
        home: second,
        work,
        mobile: mobile && written(mobile, dice),
      },
      addresses: { home: told && dice.chance(0.9) ? this.#address(told) : null, work: null, postal: null },
    };
  }

  #address({ houseNumber, houseName, flat, street, town, postcode }: Household): JsonValue {
    const dice = this.#dice;
    const lines = [flat, houseName, [houseNumber, street].filter(Boolean).join(' '), town, postcode];
    if (dice.chance(0.01)) return lines.filter(Boolean).join(', ');
    const inStreet = dice.chance(0.05);
    return {
      house_number: inStreet ? null : houseNumber,
      house_name: houseName,
      apartment: flat,
      street: inStreet && houseNumber ? `${houseNumber} ${street}` : street,
      district: null,
      town,
      county: null,
      country: null,
      postcode: dice.chance(0.1) ? postcode.replace(' ', '').toLowerCase() : postcode,
    };
  }

  #homeOf(person: Person): Household {
    const household = this.#community.households.get(person.household);
    if (!household) throw new Error(`${person.id} has no home.`);
    return household;
  }

  #partnerOf(adult: Person): Person | undefined {
    return this.#adultsAt(adult.household).find(
      (other) => other.id !== adult.id && Math.abs(other.age - adult.age) < 12 && other.sex !== adult.sex,
    );
  }

  #adultsByHousehold: Map<string, Person[]> | undefined;

  #adultsAt(household: string): Person[] {
    if (!this.#adultsByHousehold) {
      this.#adultsByHousehold = new Map();
      for (const person of this.#community.people.values()) {
        if (person.age < 18) continue;
        const adults = this.#adultsByHousehold.get(person.household) ?? [];
        this.#adultsByHousehold.set(person.household, [...adults, person]);
      }
    }
    return this.#adultsByHousehold.get(household) ?? [];
  }
}

const misspell = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

const written = (mobile: string, dice: Dice): string =>
  dice.pick([
    mobile,
    `${mobile.slice(0, 5)} ${mobile.slice(5)}`,
    `+44 ${mobile.slice(1)}`,
    `+44 (0)${mobile.slice(1)}`,
  ]);
