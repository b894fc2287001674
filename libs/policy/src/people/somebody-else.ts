import type { Fields } from '@gatehouse/contracts';
import { foldText } from './fold-text.js';

const NAMES = ['forename', 'surname'];

/**
 * Whether two rows of one id are of two people: neither a forename nor a surname agrees. A record may be edited between two
 * pages; who it is may not (design section 3: what contradicts itself restricts).
 */
export const areTwoPeople = (one: Fields, other: Fields): boolean =>
  NAMES.every((name) => {
    const [a, b] = [one[name], other[name]];
    return typeof a === 'string' && typeof b === 'string' && foldText(a) !== foldText(b);
  });
