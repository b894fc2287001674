import type { ReviewRecords } from '@gatehouse/ledger';
import { reviewOn } from '@gatehouse/policy';

/** What becomes of an event that is in, from the ledger alone (design section 1, step 6). Pure. */
export const reviewEvent: ReviewRecords = { review: reviewOn, withoutChildren: [] };
