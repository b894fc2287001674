import type { ReviewRecords } from '@gatehouse/ledger';
import { reviewOn, WITHOUT_CHILDREN } from '@gatehouse/policy';

/** What becomes of a record that is in, from its ledger alone (design section 1, step 6). Pure. */
export const reviewRecord: ReviewRecords = { review: reviewOn, withoutChildren: WITHOUT_CHILDREN };
