import type { AddOn, Basis, Grants } from '@gatehouse/schemas';
import type { Settings } from '@gatehouse/policy';
import { Register, Runs, Standings, Words } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { SchoolRegister } from '../../register/school-register.js';
import type { ReviewBasis } from '../../review/review-ledger.js';

interface Reviewed {
  pseudonyms: Pseudonyms;
  basis: Basis;
  grants: Grants;
  settings: Settings;
  school: SchoolRegister | undefined;
}

/** What a ledger's records are reviewed on in this run, or between runs on what the last one was decided on. */
export function reviewBasisOf(
  { pseudonyms, basis, grants, settings, school }: Reviewed,
  addOn: AddOn,
): ReviewBasis {
  const view = school?.view(basis);
  return {
    addOn,
    basis,
    grants,
    courtOrderScope: (view?.settings ?? settings).courtOrderScope,
    standings: view?.standings ?? NOBODY,
    categories: settings.categories?.map((category) => pseudonyms.categoryKey(category)),
  };
}

/** For a writer that decides no people. */
export const NOBODY = new Standings({
  register: new Register(),
  words: new Words(),
  runs: new Runs(),
  settings: { blankCourtOrder: 'undecided', courtOrderScope: 'person' },
  through: Infinity,
});
