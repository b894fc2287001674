import type { AddOn } from '@gatehouse/contracts';

/** What the school's people decided, as far as a rule asks for it (design section 3). */
export interface Settings {
  /** undefined: no purchase is recorded yet, and all add-ons count as purchased. */
  purchased: readonly AddOn[] | undefined;
  /** What a blank court order means. */
  blankCourtOrder: 'no-order' | 'undecided';
  /** How far an active court order reaches: the whole person, or the link that carries it. */
  courtOrderScope: 'person' | 'link';
  /** undefined: the school has not chosen, and events of every category come in. */
  categories: readonly string[] | undefined;
  /** Record keys and person keys. */
  blocked: ReadonlySet<string>;
}

/** What holds until somebody decides: each default is the stricter reading of the rule. */
export const initialSettings: Settings = {
  purchased: undefined,
  blankCourtOrder: 'undecided',
  courtOrderScope: 'person',
  categories: undefined,
  blocked: new Set(),
};
