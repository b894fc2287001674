import type { RowNames } from './rows-within.js';

const APART = ['contacts', 'students', 'employees'];
const OWN = ['upi', 'forename', 'surname', 'legal_forename', 'legal_surname', 'start_at', 'start'];

/** Names of the rows of a page, whatever their kind. */
export const PAGE_ROW_NAMES: RowNames = {
  any: new Set(['id', 'mis_id', 'name', 'title', 'contacts', ...OWN]),
  own: new Set([...OWN, 'contact_details', 'employment_details']),
  apart: new Set(APART),
};
