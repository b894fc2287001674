import type { LinkClasses } from '@gatehouse/contracts';

/**
 * Whether a ledger line must remember the link, so that a short list frees nobody later: anything but a court order
 * that is plainly `false`. A blank one counts, since the school may still decide what blank means (design section 3).
 */
export const restrictsStill = (link: LinkClasses): boolean => link.courtOrder !== 'false';
