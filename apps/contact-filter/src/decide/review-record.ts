import type { ReviewRecords } from '@gatehouse/ledger';
import { reviewLine, WITHOUT_CHILDREN } from '@gatehouse/policy';

/** What becomes of a record that is in, from its ledger alone (design section 1, step 6). Pure. */
export const reviewRecord: ReviewRecords = {
  review: (facts, { addOn, basis, grants, courtOrderScope }) =>
    reviewLine(facts, {
      access: basis.access,
      state: basis.addOns[addOn].state,
      granted: grants[addOn][facts.kind],
      settings: { courtOrderScope },
    }),
  withoutChildren: WITHOUT_CHILDREN,
};
