import type { Community } from './community.js';
import type { CommunityName } from './community-kinds.js';
import { Dice } from './dice.js';
import { Families } from './families.js';
import { Newcomers } from './newcomers.js';

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
