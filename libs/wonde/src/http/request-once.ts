import { TimeoutStrategy, timeout } from 'cockatiel';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { parsePage, TooManyRows } from '../json/parse-page.js';
import type { ReadingLimits } from '../limits.js';
import { refused } from '../outcome.js';
import { failed, final } from './attempt.js';
import type { Attempt } from './attempt.js';
import { attemptOfError } from './attempt-of-error.js';
import { errorReason } from './error-reason.js';
import { readBody } from './read-body.js';
import { refusalOfLimit } from './refusal-of-limit.js';
import { mayPass, refusalOfStatus } from './refusal-of-status.js';
import { retryAfterMs } from './retry-after.js';

export interface SourceConnection {
  dispatcher: Dispatcher;
  token: string;
  requestTimeoutMs: number;
  limits: ReadingLimits;
}

export interface Asked {
  url: URL;
  /** In words, for messages: "the students of school A1". */
  what: string;
  /** Only of these includes a message says that they were refused. */
  include: readonly string[];
}

interface RequestState {
  answered: boolean;
}

const MIB = 1024 * 1024;
const LARGEST_ERROR_BODY = 64 * 1024;

/**
 * One GET, whatever becomes of it; never throws. Redirects are not followed: the token would go with them. The time
 * limit covers the body too, so a server that sends headers and then hangs holds nothing up.
 */
export async function requestOnce(
  connection: SourceConnection,
  asked: Asked,
  signal: AbortSignal,
): Promise<Attempt> {
  const { what } = asked;
  const limit = timeout(connection.requestTimeoutMs, TimeoutStrategy.Cooperative);
  const state: RequestState = { answered: false };
  let timedOut = false;
  limit.onTimeout(() => (timedOut = true));
  try {
    return await limit.execute(({ signal: ends }) => ask(connection, asked, ends, state), signal);
  } catch (error) {
    if (signal.aborted) return final(refused('ABORTED', `Asking for ${what} was stopped.`));
    const over = refusalOfLimit(error, what, connection.limits);
    if (over) return final(over);
    if (!timedOut) return attemptOfError(error, what, state.answered);
    const seconds = connection.requestTimeoutMs / 1000;
    return failed(
      refused('TIMED_OUT', `No whole answer for ${what} came within ${seconds} s. Try again later.`),
    );
  }
}

async function ask(
  connection: SourceConnection,
  { url, what, include }: Asked,
  signal: AbortSignal,
  state: RequestState,
): Promise<Attempt> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher: connection.dispatcher,
    signal,
    headers: {
      authorization: `Bearer ${connection.token}`,
      'user-agent': 'gatehouse/0.1',
      accept: 'application/json',
      'accept-encoding': 'gzip',
    },
  });
  state.answered = true;
  const { limits } = connection;
  if (statusCode === 200) {
    return answerOf(await readBody(body, headers['content-encoding'], limits.pageMib * MIB), what, limits);
  }

  // The status alone decides; an error's body that cannot be read takes nothing away from it.
  const text = await readBody(body, headers['content-encoding'], LARGEST_ERROR_BODY).catch(() => '');
  const answer = refusalOfStatus(statusCode, what, errorReason(text.toString(), connection.token, include));
  if (!mayPass(statusCode)) return final(answer);
  const wait = retryAfterMs(headers['retry-after'], new Date());
  return wait === undefined ? failed(answer) : { ...failed(answer), retryAfterMs: wait };
}

/**
 * Bytes that are no UTF-8 are a bad answer: replacing them would change values, and make different ids equal.
 *
 * @throws TooManyRows
 */
function answerOf(bytes: Buffer, what: string, limits: ReadingLimits): Attempt {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'answer', body: parsePage(text, limits), receivedAt: new Date() };
  } catch (error) {
    if (error instanceof TooManyRows) throw error;
    return failed(refused('BAD_ANSWER', `The answer for ${what} is no whole JSON text. Try again later.`));
  }
}
