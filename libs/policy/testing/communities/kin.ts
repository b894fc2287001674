import type { Person } from './community.js';
import type { CultureName, Sex } from './cultures.js';
import { CULTURES, surnameIn } from './cultures.js';
import type { Dice } from './dice.js';
import type { Newcomers } from './newcomers.js';

/** Two who belong together, or the one of them who is left. */
export interface Couple {
  woman: Person | undefined;
  man: Person | undefined;
}

/** How grown-ups come to be related, and what that does to their names and homes. */
export class Kin {
  readonly #new: Newcomers;

  constructor(newcomers: Newcomers) {
    this.#new = newcomers;
  }

  /** @param child somebody who is theirs already, and has a name. */
  couple(culture: CultureName, family: string, age: number, child?: Person): Couple {
    const { dice } = this.#new;
    const home = { culture, household: this.#new.household().id, notAs: [child] };
    const man = this.#new.person({ ...home, sex: 'male', age: age + 2, family });
    const woman = this.#new.person({ ...home, sex: 'female', age, family: this.#new.familyName(culture) });
    if (dice.chance(CULTURES[culture].wivesTakeName)) woman.surname = marriedName(man, dice);
    return { woman: dice.chance(0.93) ? woman : undefined, man: dice.chance(0.85) ? man : undefined };
  }

  /** A grown-up child of this couple. Only a first son is named after his father. */
  child({ man, woman }: Couple, culture: CultureName, family: string, siblings: readonly Person[]): Person {
    const { dice, kind } = this.#new;
    const sex: Sex = dice.chance(0.5) ? 'male' : 'female';
    const share = Math.max(CULTURES[culture].sonsNamedAfterFather, kind.sonsNamedAfterFather);
    const isFirstSon = sex === 'male' && !siblings.some((sibling) => sibling.sex === 'male');
    const named = isFirstSon && man && dice.chance(share * 1.5) ? { namedAfter: man } : {};
    const household = this.#new.household().id;
    const notAs = [man, woman, ...siblings];
    const age = dice.between(26, 48);
    return this.#new.person({ sex, age, culture, household, family, notAs, ...named });
  }

  /** Whoever somebody lives with, from another family. */
  partnerOf(one: Person): Person {
    const { dice } = this.#new;
    const culture = dice.chance(0.88) ? one.culture : this.#new.culture();
    const sex: Sex = one.sex === 'male' ? 'female' : 'male';
    const age = one.age + dice.between(-4, 4);
    return this.#new.person({
      sex,
      age,
      culture,
      household: one.household,
      family: this.#new.familyName(culture),
    });
  }

  /** Names and mailboxes after a wedding; some couples never have one. */
  marry(wife: Person, husband: Person): void {
    const { dice, kind } = this.#new;
    if (dice.chance(kind.doubleBarrelled)) {
      wife.surname = `${wife.bornAs}-${husband.bornAs}`;
      if (dice.chance(0.4)) husband.surname = wife.surname;
    } else if (dice.chance(CULTURES[husband.culture].wivesTakeName * 0.85)) {
      wife.surname = marriedName(husband, dice);
    }
    const household = this.#new.community.households.get(wife.household);
    if (household && dice.chance(0.05)) {
      const plain = husband.surname.replace(/[^A-Za-z]/g, '').toLowerCase();
      household.email = `the${plain}s${dice.digits(4)}@mail.example`;
    }
  }

  /** Somebody of the same parents, who may have married elsewhere. */
  siblingOf(one: Person, family: string, { man, woman }: Couple): Person {
    const { dice } = this.#new;
    const sex: Sex = dice.chance(0.6) ? 'female' : 'male';
    const { culture } = one;
    const household = this.#new.household().id;
    const age = one.age + dice.between(-6, 6);
    const sibling = this.#new.person({ sex, age, culture, household, family, notAs: [one, man, woman] });
    if (sex === 'female' && dice.chance(0.5)) sibling.surname = this.#new.familyName(culture);
    return sibling;
  }

  /** A child who has left school and lives at home. */
  grownUpChild(mother: Person, father: Person): Person {
    const { dice, kind } = this.#new;
    const sex: Sex = dice.chance(0.5) ? 'male' : 'female';
    const named = sex === 'male' && dice.chance(kind.sonsNamedAfterFather) ? { namedAfter: father } : {};
    const { culture, household } = mother;
    const age = dice.between(18, 24);
    const family = father.bornAs;
    return this.#new.person({ sex, age, culture, household, family, notAs: [mother, father], ...named });
  }

  stranger(sex: Sex, age: number): Person {
    const culture = this.#new.culture();
    const household = this.#new.household().id;
    return this.#new.person({ sex, age, culture, household, family: this.#new.familyName(culture) });
  }
}

const marriedName = (husband: Person, dice: Dice): string =>
  surnameIn(CULTURES[husband.culture], husband.surname, 'female', dice);
