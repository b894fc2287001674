import { refused } from '../outcome.js';
import type { Attempt } from './attempt.js';
import { failed, final } from './attempt.js';

const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const LOST_CONNECTION = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET']);
const CUT_BODY = new Set([
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_ABORTED',
  'ABORT_ERR',
  'Z_BUF_ERROR',
  'Z_DATA_ERROR',
]);

/**
 * What an exception of the HTTP client or of the body comes to. Only its code is repeated, never its text.
 *
 * @param answered whether headers had arrived: then it is the answer that is bad, not the way to it.
 */
export function attemptOfError(error: unknown, what: string, answered: boolean): Attempt {
  const code = codeOf(error);
  if (NO_CONNECTION.has(code)) {
    const message = `The source could not be reached (${code}) for ${what}. Check the address, the network and the firewall.`;
    return { ...failed(refused('UNREACHABLE', message)), unreachable: true };
  }
  if (LOST_CONNECTION.has(code) && !answered) {
    return failed(
      refused('UNREACHABLE', `The connection broke off (${code}) while asking for ${what}. Try again later.`),
    );
  }
  if (LOST_CONNECTION.has(code) || CUT_BODY.has(code) || code.startsWith('HPE_')) {
    return failed(
      refused('BAD_ANSWER', `The answer for ${what} was cut off or garbled (${code}). Try again later.`),
    );
  }
  if (code === 'UNKNOWN_ENCODING') {
    return final(
      refused(
        'BAD_ANSWER',
        `The answer for ${what} was packed in a way that was not asked for. Check the address.`,
      ),
    );
  }
  const isUnknown = code === 'UNKNOWN';
  const detail = isUnknown ? '' : ` (${code})`;
  return final(
    refused(
      'UNREACHABLE',
      `Asking for ${what} failed${detail}. Check the address, its certificate and the network.`,
    ),
  );
}

/** The error's code, or its cause's; codes are fixed words, messages may quote data. */
function codeOf(error: unknown): string {
  let at: unknown = error;
  for (let depth = 0; depth < 4 && typeof at === 'object' && at !== null; depth += 1) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)) return code;
    at = cause;
  }
  return 'UNKNOWN';
}
