import type { ReviewRecords } from '@gatehouse/ledger';
import { reviewLine } from '@gatehouse/policy';

/** What becomes of an event that is in, from the ledger alone (design section 1, step 6). Pure. */
export const reviewEvent: ReviewRecords = {
  review: (facts, { addOn, basis, grants, courtOrderScope }) =>
    reviewLine(facts, {
      access: basis.access,
      state: basis.addOns[addOn].state,
      granted: grants[addOn][facts.kind],
      settings: { courtOrderScope },
    }),
  withoutChildren: [],
};
