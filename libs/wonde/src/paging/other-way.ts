import { isTooSlow } from '../outcome.js';
import type { Refusal } from '../outcome.js';
import { isSmallest } from './list-query.js';
import type { ListQuery, Way } from './list-query.js';

/**
 * How to ask for a list that was refused, if there is another way: without the includes that Wonde refused, if the list
 * is of use without them, or with smaller pages if it refused them, took too long (wonde-api sections 10 and 12) or they are
 * larger than is taken of one. Each way asks for less than the one before, so that they come to an end.
 */
export function otherWay(list: ListQuery, way: Way, refusal: Refusal): Way | undefined {
  if (refusal.refusedIncludes) return without(list, way, refusal.refusedIncludes);
  const isTooMuch = isTooSlow(refusal) || refusal.code === 'BAD_REQUEST' || refusal.isLargeAnswer;
  return isTooMuch && !isSmallest(list, way) ? { ...way, query: way.query + 1 } : undefined;
}

/** @param refused none: nobody knows which, so all are left out that may be. */
function without({ mayLeaveOut }: ListQuery, way: Way, refused: readonly string[]): Way | undefined {
  const isRefused = (include: string) =>
    refused.length === 0
      ? mayLeaveOut.includes(include)
      : refused.some((name) => include === name || include.startsWith(`${name}.`));
  const out = way.include.filter(isRefused);
  if (out.length === 0 || !out.every((include) => mayLeaveOut.includes(include))) return undefined;
  const include = way.include.filter((name) => !out.includes(name));
  return { ...way, include, leftOut: [...way.leftOut, ...out].sort() };
}
