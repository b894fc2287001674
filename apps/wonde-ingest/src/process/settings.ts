import { LIMIT_SETTINGS } from './limit-settings.js';
import { setting, SUSPENSION_SETTINGS, textLike, wholeNumber } from '@gatehouse/process';

const GIVE_URL =
  "Give Wonde's address, such as https://api.wonde.com/v1.0/, without name, query or fragment.";
const A_YEAR_IN_MINUTES = 525_600;

/** What only wonde-ingest is configured with. */
export const settings = {
  wondeUrl: setting({
    variable: 'WONDE_URL',
    help: "Wonde's address, including /v1.0/",
    schema: textLike(/^https?:\/\/[^\s@?#]+$/, GIVE_URL)
      .refine((text) => URL.canParse(text), { error: `cannot be used. ${GIVE_URL}` })
      .transform((text) => (text.endsWith('/') ? text : `${text}/`)),
  }),
  wondeToken: setting({
    variable: 'WONDE_TOKEN',
    help: "Wonde's token",
    schema: textLike(/^[\x21-\x7e]+$/, 'Give the token, or in WONDE_TOKEN_FILE a file that holds it.'),
    isSecret: true,
  }),
  everyMinutes: setting({
    variable: 'GATEHOUSE_SYNC_EVERY',
    help: 'minutes from one synchronisation to the next, 0: one at the start, then only what is asked for (default: 60)',
    schema: wholeNumber(A_YEAR_IN_MINUTES, 60),
  }),
  ...SUSPENSION_SETTINGS,
  ...LIMIT_SETTINGS,
};
