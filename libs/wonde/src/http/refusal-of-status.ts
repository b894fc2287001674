import { refused } from '../outcome.js';
import type { Refused } from '../outcome.js';
import type { ErrorReason } from './error-reason.js';

const MAY_PASS = new Set([423, 429, 500, 502, 503, 504]);

/** Statuses that are worth another try (wonde-api section 10). */
export const mayPass = (status: number): boolean => MAY_PASS.has(status);

/**
 * What a status other than 200 means and what to do (wonde-api section 10).
 *
 * @param what what was asked for, e.g. "the students of school A1".
 * @param reason what the error's body said.
 */
export function refusalOfStatus(status: number, what: string, reason: ErrorReason): Refused {
  const because = reason.words === undefined ? '' : ` (${reason.words})`;
  const say = (sentence: string) => sentence.replace('%', `${what}${because}`);
  if (status === 401) {
    return refused(
      'UNAUTHORISED',
      say(
        'Wonde did not accept the token when asked for %. Check that it is complete and still valid in Wonde.',
      ),
      status,
    );
  }
  if (status === 403) {
    return refused(
      'FORBIDDEN',
      say(
        'Wonde refuses %. Check in Wonde that the school granted access and which permissions it approved.',
      ),
      status,
    );
  }
  if (status === 404) {
    const isMissing = reason.words?.startsWith('resource_not_found') ?? false;
    const advice = isMissing
      ? "The school's MIS may not have it: ask Wonde, or end the add-on that needs it."
      : 'Check the address and the school id.';
    return refused('NOT_FOUND', say(`Wonde does not know %. ${advice}`), status);
  }
  if (status === 400 || status === 422) {
    if (reason.refusedIncludes) return refusedInclude(status, say, reason.refusedIncludes);
    return refused(
      'BAD_REQUEST',
      say(
        'Wonde does not accept the way it was asked for %. Report this: Wonde or this program has changed.',
      ),
      status,
    );
  }
  if (status === 423) {
    return refused(
      'SERVER_ERROR',
      say('Wonde says the school is not active at the moment, asked for %. Try again later, or ask Wonde.'),
      status,
    );
  }
  if (status === 429) {
    return refused('RATE_LIMITED', say('Wonde answers too many requests for %. Try again later.'), status);
  }
  if (status >= 500) {
    return refused(
      'SERVER_ERROR',
      say('Wonde had an error of its own when asked for %. Try again later; if it stays, ask Wonde.'),
      status,
    );
  }
  if (status >= 300 && status < 400) {
    return refused(
      'BAD_ANSWER',
      say('Wonde answered with a redirect for %, which is never followed. Check the address that was given.'),
      status,
    );
  }
  return refused(
    'BAD_ANSWER',
    say('Wonde answered in an unknown way for %. Check that the address is that of a Wonde API.'),
    status,
  );
}

function refusedInclude(
  status: number,
  say: (sentence: string) => string,
  names: readonly string[],
): Refused {
  const message = say(
    "Wonde refuses to include something in %. The school's MIS may not have it: ask Wonde, for without it they cannot be read.",
  );
  const { refusal } = refused('BAD_REQUEST', message, status);
  return { ok: false, refusal: { ...refusal, refusedIncludes: names } };
}
