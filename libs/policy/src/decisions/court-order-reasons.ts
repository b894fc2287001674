import type { LinkClasses, Reason } from '@gatehouse/contracts';
import type { Settings } from '../settings/settings.js';

/** What the links' court orders say against importing, with or without responsibility (design section 3, contact). */
export function courtOrderReasons(
  links: readonly LinkClasses[],
  blankCourtOrder: Settings['blankCourtOrder'],
): Reason[] {
  return links.flatMap(({ courtOrder }): Reason[] => {
    if (courtOrder === 'false') return [];
    if (courtOrder === 'true') return ['ACTIVE_COURT_ORDER'];
    if (courtOrder === 'null') return blankCourtOrder === 'no-order' ? [] : ['COURT_ORDER_NOT_RECORDED'];
    return ['RULE_INPUT_UNREADABLE'];
  });
}
