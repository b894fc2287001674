import type { AddOn } from '@gatehouse/schemas';
import type { HoldLimits } from '../holds/hold-limits.js';
import { DEFAULT_HOLD_LIMITS } from '../holds/hold-limits.js';
import type { HoldWord } from '../holds/hold-words.js';

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
  /** From when on withdrawals wait, and the last day, `2026-09-30`, on which that holds; undefined for the default. */
  holdLimits: (HoldLimits & { until: string | undefined }) | undefined;
  /** What was said of holds, in the order in which it was. */
  holdWords: readonly HoldWord[];
}

/** The limits that hold on a day. */
export const holdLimitsOn = ({ holdLimits }: Pick<Settings, 'holdLimits'>, day: string): HoldLimits =>
  holdLimits && (holdLimits.until === undefined || day <= holdLimits.until)
    ? holdLimits
    : DEFAULT_HOLD_LIMITS;

/** What holds until somebody decides: each default is the stricter reading of the rule. */
export const initialSettings: Settings = {
  purchased: undefined,
  blankCourtOrder: 'undecided',
  courtOrderScope: 'person',
  categories: undefined,
  blocked: new Set(),
  holdLimits: undefined,
  holdWords: [],
};

type OrderPolicy = Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;

/** The stricter of two policies on court orders: in an open run that of its basis and that of now (restrictions.md, rule 16). */
export const stricterSettings = (one: OrderPolicy, other: OrderPolicy): OrderPolicy => ({
  blankCourtOrder:
    one.blankCourtOrder === 'no-order' && other.blankCourtOrder === 'no-order' ? 'no-order' : 'undecided',
  courtOrderScope: one.courtOrderScope === 'link' && other.courtOrderScope === 'link' ? 'link' : 'person',
});
