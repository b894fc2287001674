import { refused } from '../outcome.js';
import type { Outcome } from '../outcome.js';

/** In characters: no server takes a longer one. */
const LONGEST = 8192;

/**
 * Checks the address of the next page. It is followed exactly as given (it repeats `include` and `per_page`), but only
 * on the host and path that were asked and never from https down to http, because the token goes with it (wonde-api
 * section 5) and another school's rows must never be taken for this one's (design section 8).
 *
 * @param asked the address that gave the page.
 */
export function checkNext(next: string, asked: URL, what: string): Outcome<URL> {
  if (next.length > LONGEST || !URL.canParse(next, asked.href)) {
    return refused(
      'BAD_ANSWER',
      `The address of the next page of ${what} cannot be read. Report this to Wonde.`,
    );
  }
  const url = new URL(next, asked);
  const isDowngrade = asked.protocol === 'https:' && url.protocol !== 'https:';
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  const isSameHost = url.host === asked.host && url.username === '' && url.password === '';
  const isSameList = pathOf(url) === pathOf(asked);
  if (isHttp && isSameHost && !isDowngrade && isSameList) return { ok: true, value: url };
  return refused(
    'FOREIGN_NEXT',
    `The address of the next page of ${what} leads to another host or list, so it was not followed: the access ` +
      'token must not leave. Check the address that was given (a proxy in between?), or report this to Wonde.',
  );
}

const pathOf = ({ pathname }: URL): string => pathname.replace(/\/$/, '');
