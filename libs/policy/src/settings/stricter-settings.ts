import type { Settings } from './settings.js';

type OrderPolicy = Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;

/** The stricter of two policies on court orders: in an open run that of its basis and that of now (restrictions.md, rule 16). */
export const stricterSettings = (one: OrderPolicy, other: OrderPolicy): OrderPolicy => ({
  blankCourtOrder:
    one.blankCourtOrder === 'no-order' && other.blankCourtOrder === 'no-order' ? 'no-order' : 'undecided',
  courtOrderScope: one.courtOrderScope === 'link' && other.courtOrderScope === 'link' ? 'link' : 'person',
});
