import type { LinkClasses, Reason } from '@gatehouse/contracts';

/** Why no child counts as the contact's, for a contact without any responsibility (domain README). */
export function responsibilityReasons(links: readonly LinkClasses[]): Reason[] {
  if (links.length === 0) return ['NO_PARENTAL_RESPONSIBILITY'];
  return links
    .filter((link) => link.parentalResponsibility !== 'true')
    .map((link) =>
      link.parentalResponsibility === 'unreadable' ? 'RULE_INPUT_UNREADABLE' : 'NO_PARENTAL_RESPONSIBILITY',
    );
}
