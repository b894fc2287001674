import type { CommunityName } from './community-kinds.js';
import type { CultureName, Sex } from './cultures.js';
import { Dice } from './dice.js';
import { Families } from './families.js';
import { Newcomers } from './newcomers.js';

/** Somebody as they are, whatever an office knows of them. */
export interface Person {
  id: string;
  sex: Sex;
  age: number;
  culture: CultureName;
  /** As in law: "Mohammed Imran", "Anne-Marie". */
  forenames: string;
  goesBy: string;
  surname: string;
  /** The surname at birth, where marriage changed it. */
  bornAs: string;
  household: string;
  mobile: string | null;
  email: string | null;
  /** The number of the employer's switchboard, which many share. */
  work: string | null;
}

export interface Household {
  id: string;
  houseNumber: string | null;
  houseName: string | null;
  flat: string | null;
  street: string;
  town: string;
  postcode: string;
  landline: string | null;
  /** One mailbox that the couple shares. */
  email: string | null;
}

/** What an adult is to a pupil, where the school was told of it. */
export interface Tie {
  adult: string;
  child: string;
  as: Relationship;
  responsible: boolean;
}

export type Relationship =
  | 'Mother'
  | 'Father'
  | 'Step parent'
  | 'Grandparent'
  | 'Aunt or uncle'
  | 'Brother or sister'
  | 'Friend'
  | 'Childminder'
  | 'Foster carer'
  | 'Social worker';

/** Who is really who: plain data, by ids, to be changed by whoever lets time pass. */
export interface Community {
  name: CommunityName;
  /** Only a primary school's families have childminders, or nearly only they. */
  phase: 'primary' | 'secondary';
  seed: number;
  people: Map<string, Person>;
  households: Map<string, Household>;
  /** Ids of the people who are pupils, families together, in the order in which they came. */
  pupils: string[];
  ties: Tie[];
}

export interface CommunityOptions {
  name: CommunityName;
  /** How many pupils the school has; up to 600 it is a primary school. */
  pupils: number;
  seed: number;
}

/** A community with one school: families over three generations, and whom of them the school may call. */
export function raiseCommunity({ name, pupils, seed }: CommunityOptions): Community {
  const phase = pupils <= 600 ? 'primary' : 'secondary';
  const nobody = { people: new Map(), households: new Map(), pupils: [], ties: [] };
  const community: Community = { name, phase, seed, ...nobody };
  growCommunity(community, pupils, seed);
  return community;
}

/** Families come until the school has this many more pupils; people and ties that are there stay as they are. */
export function growCommunity(community: Community, pupils: number, seed: number): void {
  new Families(new Newcomers(community, new Dice(seed)), community.pupils.length + pupils).raise();
}
