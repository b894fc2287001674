import type { Community, Household, Person } from './community.js';
import type { CommunityKind } from './community-kinds.js';
import { COMMUNITY_KINDS } from './community-kinds.js';
import type { CultureName } from './cultures.js';
import { CULTURES, surnameIn } from './cultures.js';
import { Dice } from './dice.js';

const TREES =
  'Rose, Ivy, Yew Tree, Orchard, Mill, Bramble, Holly, Oak, Willow, Church, Forge, Meadow, Stable, Well'.split(
    ', ',
  );
const DWELLINGS = 'Cottage, House, Farm, Barn, Lodge, Croft'.split(', ');
const BLOCKS = 'Kestrel House, Falcon Court, Heron Point, Merlin Tower, Osprey House, Swift Court'.split(
  ', ',
);

export interface NewPerson extends Pick<Person, 'sex' | 'age' | 'culture' | 'household'> {
  /** The family's name; what somebody of that culture and sex bears may be another. */
  family: string;
  namedAfter?: Person;
  /** Parents, brothers and sisters: nobody gives a name twice in one family, unless on purpose. */
  notAs?: readonly (Person | undefined)[];
}

interface Place {
  postcode: string;
  street: string;
  block: string | null;
}

/** People and homes as they come into a community, among those that it has. */
export class Newcomers {
  readonly community: Community;
  readonly dice: Dice;
  readonly kind: CommunityKind;
  readonly #switchboards: string[];
  /** One to a postcode: a piece of a street, or a block of flats. */
  readonly #places: Place[] = [];
  readonly #taken = new Set<string>();

  constructor(community: Community, dice: Dice) {
    this.community = community;
    this.dice = dice;
    this.kind = COMMUNITY_KINDS[community.name];
    const area = new Dice(community.seed);
    this.#switchboards = Array.from({ length: 6 }, () => `01632 960${area.digits(3)}`);
    const postcodes = new Set<string>();
    for (const { flat, houseName, houseNumber, street, postcode } of community.households.values()) {
      if (!postcodes.has(postcode)) {
        this.#places.push({ postcode, street, block: flat === null ? null : houseName });
      }
      postcodes.add(postcode);
      this.#taken.add(JSON.stringify([postcode, houseNumber, houseName, flat]));
    }
  }

  culture(): CultureName {
    return this.dice.weigh(this.kind.cultures);
  }

  familyName(culture: CultureName): string {
    return this.dice.weigh(CULTURES[culture].surnames);
  }

  /** A home that is nobody's yet. */
  household(): Household {
    const { dice, kind } = this;
    for (;;) {
      const place = dice.chance(0.92) && this.#places.length > 0 ? dice.pick(this.#places) : this.#newPlace();
      const named = place.block === null && dice.chance(kind.housesWithNames);
      const house = {
        houseNumber:
          place.block !== null || named ? null : `${dice.between(1, 40)}${dice.chance(0.04) ? 'a' : ''}`,
        houseName: place.block ?? (named ? `${dice.pick(TREES)} ${dice.pick(DWELLINGS)}` : null),
        flat: place.block === null ? null : `Flat ${dice.between(1, 60)}`,
      };
      const address = JSON.stringify([place.postcode, house.houseNumber, house.houseName, house.flat]);
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      const household: Household = {
        id: `h${this.community.households.size + 1}`,
        ...house,
        street: place.street,
        town: kind.town,
        postcode: place.postcode,
        landline: dice.chance(0.3) ? `01632 ${dice.digits(6)}` : null,
        email: null,
      };
      this.community.households.set(household.id, household);
      return household;
    }
  }

  #newPlace(): Place {
    const { dice, kind } = this;
    const letter = () => dice.pick([...'ABDEFGHJLNPQRSTUWXYZ']);
    const place = {
      postcode: `${kind.postcodeArea} ${dice.between(1, 9)}${letter()}${letter()}`,
      street: dice.pick(kind.streets),
      block: dice.chance(kind.flatsInBlocks) ? dice.pick(BLOCKS) : null,
    };
    this.#places.push(place);
    return place;
  }

  person(who: NewPerson): Person {
    const { dice } = this;
    const culture = CULTURES[who.culture];
    const { forenames, goesBy } = who.namedAfter ?? this.#forenames(who);
    const surname = surnameIn(culture, who.family, who.sex, dice);
    const reachable = who.age < 60 ? 0.97 : 0.75;
    const id = `p${this.community.people.size + 1}`;
    const person: Person = {
      id,
      sex: who.sex,
      age: who.age,
      culture: who.culture,
      forenames,
      goesBy,
      surname,
      bornAs: surname,
      household: who.household,
      mobile: who.age > 15 && dice.chance(reachable) ? `07${dice.digits(9)}` : null,
      email: who.age > 15 && dice.chance(reachable - 0.1) ? mailbox(dice, goesBy, surname) : null,
      work: who.age > 17 && who.age < 66 && dice.chance(0.1) ? dice.pick(this.#switchboards) : null,
    };
    this.community.people.set(id, person);
    return person;
  }

  #forenames({ culture: name, sex, age, notAs = [] }: NewPerson): Pick<Person, 'forenames' | 'goesBy'> {
    const { dice } = this;
    const culture = CULTURES[name];
    const names = (age > 54 ? (culture.elders ?? culture.forenames) : culture.forenames)[sex];
    const given = new Set(notAs.flatMap((other) => other?.forenames.split(' ') ?? []));
    let own = dice.weigh(names);
    for (let tries = 0; given.has(own) && tries < 20; tries += 1) own = dice.weigh(names);
    if (sex === 'male' && dice.chance(culture.namedAfterProphet ?? 0)) {
      const first = dice.pick(['Mohammed', 'Mohammed', 'Mohammad', 'Muhammad', 'Md', 'Abdul', 'Syed']);
      return { forenames: `${first} ${own}`, goesBy: dice.chance(0.5) ? own : `${first} ${own}` };
    }
    const middle = dice.chance(0.15) ? ` ${dice.weigh(names)}` : '';
    return { forenames: own + middle, goesBy: dice.chance(0.08) ? (SHORT.get(own) ?? own) : own };
  }
}

const mailbox = (dice: Dice, ...names: string[]): string => {
  const plain = names.map((name) =>
    name
      .normalize('NFKD')
      .replace(/[^a-zA-Z]/g, '')
      .toLowerCase(),
  );
  return `${plain.join(dice.pick(['.', '', '_']))}${dice.between(1, 9999)}@${dice.pick(['mail', 'post', 'box'])}.example`;
};

const SHORT = new Map([
  ['David', 'Dai'],
  ['Robert', 'Bob'],
  ['William', 'Bill'],
  ['Michael', 'Mike'],
  ['Christopher', 'Chris'],
  ['Matthew', 'Matt'],
  ['Stephen', 'Steve'],
  ['Andrew', 'Andy'],
  ['Anthony', 'Tony'],
  ['James', 'Jim'],
  ['Elizabeth', 'Liz'],
  ['Katherine', 'Kate'],
  ['Victoria', 'Vicky'],
  ['Samantha', 'Sam'],
  ['Rebecca', 'Becky'],
  ['Jennifer', 'Jen'],
  ['Susan', 'Sue'],
]);
