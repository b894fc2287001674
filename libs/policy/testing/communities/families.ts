import type { Person, Relationship } from './community.js';
import type { CultureName, Sex } from './cultures.js';
import { CULTURES } from './cultures.js';
import type { Couple } from './kin.js';
import { Kin } from './kin.js';
import type { Newcomers } from './newcomers.js';

/** Of whom a family may give the number to the school. */
interface Relatives {
  grandparents: Person[];
  aunts: Person[];
}

/** Families with pupils, over three generations, and whom the school is told of for each. */
export class Families {
  readonly #new: Newcomers;
  readonly #kin: Kin;
  readonly #pupils: number;
  readonly #minders: Person[];
  readonly #socialWorkers: Person[];
  /** Of families that were there before: friends of those that come after. */
  readonly #mothers: Person[];

  /** @param pupils how many the school is to have. */
  constructor(newcomers: Newcomers, pupils: number) {
    this.#new = newcomers;
    this.#kin = new Kin(newcomers);
    this.#pupils = pupils;
    this.#minders = this.#known('Childminder', Math.max(2, Math.round(Math.min(pupils, 600) / 75)));
    this.#socialWorkers = this.#known('Social worker', 1 + Math.round(pupils / 500));
    this.#mothers = this.#known('Mother', 0);
  }

  /** Families until the school has its pupils. */
  raise(): void {
    while (this.#missing > 0) {
      if (this.#new.dice.chance(0.012)) this.#fosterFamily();
      else this.#family();
    }
  }

  /** One pair of grandparents, and those of their grown-up children who have pupils at the school. */
  #family(): void {
    const { dice, kind } = this.#new;
    const culture = this.#new.culture();
    const family = this.#new.familyName(culture);
    const elders = this.#kin.couple(culture, family, dice.between(56, 74));
    const heirs: Person[] = [];
    for (let branch = dice.weigh(kind.branches); branch > 0 && this.#missing > 0; branch -= 1) {
      const heir = this.#kin.child(elders, culture, family, heirs);
      this.#branch(heir, family, elders, heirs);
      heirs.push(heir);
    }
  }

  #branch(heir: Person, family: string, elders: Couple, siblings: readonly Person[]): void {
    const { dice, kind } = this.#new;
    const partner = this.#kin.partnerOf(heir);
    const elder = elders.man ?? elders.woman;
    if (elder && dice.chance(CULTURES[heir.culture].threeGenerations + kind.threeGenerations)) {
      for (const one of [heir, partner]) one.household = elder.household;
    }
    const [woman, man] = heir.sex === 'female' ? [heir, partner] : [partner, heir];
    this.#kin.marry(woman, man);
    const inLaws = this.#kin.couple(partner.culture, partner.bornAs, dice.between(56, 74), partner);
    const grandparents = [elders.woman, elders.man, inLaws.woman, inLaws.man].filter(
      (one) => one !== undefined,
    );
    const aunts = siblings.length > 0 ? [...siblings] : [this.#kin.siblingOf(heir, family, elders)];
    this.#children(woman, man, { grandparents, aunts });
  }

  #children(woman: Person, man: Person, relatives: Relatives): void {
    const { dice } = this.#new;
    const count = Math.min(this.#missing, dice.weigh(CHILDREN));
    const separated = dice.chance(0.27);
    if (separated) man.household = this.#homeAfterwards(relatives);
    const newPartner = separated && dice.chance(0.45) ? this.#kin.partnerOf(woman) : undefined;
    const ofNewPartner = newPartner && count > 1 && dice.chance(0.3) ? 1 : 0;
    const others = this.#toldOf(woman, man, relatives);
    for (let place = 0; place < count; place += 1) {
      const father = newPartner && place >= count - ofNewPartner ? newPartner : man;
      const child = this.#pupil(woman, father);
      if (dice.chance(0.97)) this.#tie(woman, child, 'Mother');
      if (dice.chance(father.household === woman.household ? 0.95 : 0.72)) this.#tie(father, child, 'Father');
      if (newPartner && father !== newPartner && dice.chance(0.65))
        this.#tie(newPartner, child, 'Step parent');
      for (const [adult, as] of others) this.#tie(adult, child, as);
    }
    this.#mothers.push(woman);
  }

  /** Who moves out goes to the parents for a while, or finds a place. */
  #homeAfterwards({ grandparents: [elder] }: Relatives): string {
    return elder && this.#new.dice.chance(0.2) ? elder.household : this.#new.household().id;
  }

  /** Whom a family names besides the parents, for all its children alike. */
  #toldOf(mother: Person, father: Person, { grandparents, aunts }: Relatives): [Person, Relationship][] {
    const { dice, community } = this.#new;
    const told: [Person, Relationship][] = [];
    for (const elder of grandparents) {
      if (dice.chance(elder.sex === 'female' ? 0.2 : 0.1)) told.push([elder, 'Grandparent']);
    }
    for (const aunt of aunts) if (dice.chance(0.06)) told.push([aunt, 'Aunt or uncle']);
    if (dice.chance(0.03)) told.push([this.#kin.grownUpChild(mother, father), 'Brother or sister']);
    if (dice.chance(0.08)) told.push([this.#friend(), 'Friend']);
    if (dice.chance(community.phase === 'primary' ? 0.09 : 0.005)) {
      told.push([dice.pick(this.#minders), 'Childminder']);
    }
    return told;
  }

  #friend(): Person {
    const isParent = this.#mothers.length > 0 && this.#new.dice.chance(0.5);
    return isParent ? this.#new.dice.pick(this.#mothers) : this.#kin.stranger('female', 38);
  }

  #fosterFamily(): void {
    const { dice } = this.#new;
    const carers = this.#kin.stranger('female', dice.between(40, 60));
    const worker = dice.pick(this.#socialWorkers);
    for (let left = Math.min(this.#missing, dice.between(1, 3)); left > 0; left -= 1) {
      const mother = this.#kin.stranger('female', dice.between(24, 40));
      const child = this.#pupil({ ...mother, household: carers.household }, mother);
      this.#tie(carers, child, 'Foster carer');
      if (dice.chance(0.3)) this.#tie(mother, child, 'Mother');
      this.#tie(worker, child, 'Social worker');
    }
  }

  #pupil(mother: Person, father: Person): Person {
    const { dice, community } = this.#new;
    const sex: Sex = dice.chance(0.5) ? 'male' : 'female';
    const family = dice.chance(0.85) ? father.bornAs : mother.surname;
    const age = community.phase === 'primary' ? dice.between(4, 10) : dice.between(11, 17);
    const culture: CultureName = mother.culture;
    const pupil = this.#new.person({ sex, age, culture, household: mother.household, family });
    community.pupils.push(pupil.id);
    return pupil;
  }

  #tie(adult: Person, child: Person, as: Relationship): void {
    const responsible = as === 'Mother' || as === 'Father';
    this.#new.community.ties.push({ adult: adult.id, child: child.id, as, responsible });
  }

  get #missing(): number {
    return this.#pupils - this.#new.community.pupils.length;
  }

  /** Those whom the community has, or as many new ones. */
  #known(as: Relationship, otherwise: number): Person[] {
    const { ties, people } = this.#new.community;
    const ids = new Set(ties.filter((tie) => tie.as === as).map(({ adult }) => adult));
    const known = [...ids].map((id) => people.get(id)).filter((one) => one !== undefined);
    return known.length > 0
      ? known
      : Array.from({ length: otherwise }, () => this.#kin.stranger('female', 45));
  }
}

/** How many pupils of one school a family has. */
const CHILDREN = [
  [1, 60],
  [2, 29],
  [3, 8],
  [4, 3],
] as const;
