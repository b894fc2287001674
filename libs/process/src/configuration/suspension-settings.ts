import { setting } from './common-settings.js';
import { wholeNumber } from './text-schemas.js';

const TEN_YEARS_IN_DAYS = 3_650;

/** After how long a school that was not listed, or a kind that was not read, is not served any more. */
export const SUSPENSION_SETTINGS = {
  unlistedDays: setting({
    variable: 'GATEHOUSE_SUSPEND_UNLISTED_DAYS',
    help: 'so many days after a school was last listed as approved, nothing of it is served (default: 7)',
    schema: wholeNumber(TEN_YEARS_IN_DAYS, 7, 1),
  }),
  unreadDays: setting({
    variable: 'GATEHOUSE_SUSPEND_UNREAD_DAYS',
    help: 'so many days after a kind was last read whole, nothing of it is served (default: 30)',
    schema: wholeNumber(TEN_YEARS_IN_DAYS, 30, 1),
  }),
};
