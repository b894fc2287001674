import type { RuleInput } from '@gatehouse/schemas';
import type { Held } from '../memory/remembered-inputs.js';

/** `*`: about every child. */
export type About = readonly string[] | '*';

/** A remembered order that counts for somebody. */
export interface StandingOrder {
  about: About;
  class: RuleInput;
  /** The row it was read on, or moved to. */
  of: string;
  held: Held | undefined;
  via: 'own' | 'person' | 'moved';
}

/** Why somebody may be a person who is kept out. */
export interface Unclear {
  about: About;
  /** The restricted row that it may be. */
  of: string;
  because: 'alike' | 'made-again';
}

export interface StandingResponsibility {
  about: readonly string[];
  class: RuleInput;
  of: string;
  held: Held;
}

/** What the register says of one row: all that a decision on it must know beside what the source shows. */
export interface Standing {
  block: { of: string; since: string; key: string } | undefined;
  orders: readonly StandingOrder[];
  unclear: readonly Unclear[];
  responsibility: readonly StandingResponsibility[];
  current: readonly Held[];
}

export const FREE: Standing = { block: undefined, orders: [], unclear: [], responsibility: [], current: [] };
