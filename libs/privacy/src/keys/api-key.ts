import { HOW_TO_MAKE_ONE } from './master-key.js';

/** At least so many characters, none of them white space: what a header can carry, and nobody guesses. */
export const API_KEY_FORM = /^[\x21-\x7e]{32,}$/;

/** What a key of the CMS API must be; goes on after what names it. */
export const API_KEY_WEAK = `is no key that nobody guesses: it needs at least 32 characters, without white space. ${HOW_TO_MAKE_ONE}`;

/** Whether the CMS API may be guarded by this key: one of the form, and not one sign again and again. */
export const isStrongApiKey = (key: string): boolean => API_KEY_FORM.test(key) && new Set(key).size > 1;
