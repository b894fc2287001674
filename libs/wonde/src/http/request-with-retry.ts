import { ExponentialBackoff } from 'cockatiel';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTooSlow, refused } from '../outcome.js';
import type { Refused } from '../outcome.js';
import type { Answer, Attempt, Failed } from './attempt.js';
import type { RetryBudget } from './retry-budget.js';

const LONGEST_PAUSE_MS = 15_000;
const SHORTEST_ASKED_MS = 1000;
const UNREACHABLE = { longestPauseMs: 1000, tries: 5, fewTries: 3, withinMs: 5000 };

/**
 * Repeats a request while its trouble may pass and the budget lasts; the pauses grow, with jitter. A wait that the
 * source asks for is kept, or, when it does not fit, nothing is tried again. A source that cannot be connected to is
 * given up after a few seconds. (The loop is not cockatiel's `retry`, whose pauses cannot be interrupted.)
 *
 * @param repeatsSlow false: a request whose answer is not there in time is not repeated, since the caller has something smaller to ask for.
 */
export async function requestWithRetry(
  once: () => Promise<Attempt>,
  budget: RetryBudget,
  { backoffBaseMs, repeatsSlow }: { backoffBaseMs: number; repeatsSlow: boolean },
  signal: AbortSignal,
): Promise<Answer | Refused> {
  const pauses = new ExponentialBackoff({ initialDelay: backoffBaseMs, maxDelay: LONGEST_PAUSE_MS });
  let backoff = pauses.next();
  const began = performance.now();
  for (let unreachable = 0; ; backoff = backoff.next(undefined)) {
    const failingMs = performance.now() - began;
    const attempt = await once();
    if (attempt.kind === 'answer') {
      budget.spend(failingMs);
      return attempt;
    }
    if (attempt.kind === 'refused') {
      budget.spend(failingMs);
      return attempt.refused;
    }
    if (!repeatsSlow && isTooSlow(attempt.refused.refusal)) {
      budget.spend(performance.now() - began);
      return attempt.refused;
    }

    unreachable = attempt.unreachable ? unreachable + 1 : 0;
    const elapsedMs = performance.now() - began;
    const pauseMs = pauseBefore(
      attempt,
      backoff.duration,
      unreachable,
      elapsedMs,
      budget.remainingMs(elapsedMs),
    );
    if (pauseMs === undefined) return attempt.refused;
    try {
      await sleep(pauseMs, undefined, { signal });
    } catch {
      return refused('ABORTED', 'Waiting to ask again was stopped.');
    }
  }
}

/** Milliseconds to wait, or undefined to give up. */
function pauseBefore(
  { retryAfterMs }: Failed,
  backoffMs: number,
  unreachable: number,
  elapsedMs: number,
  remainingMs: number,
): number | undefined {
  if (remainingMs <= 0) return undefined;
  if (unreachable > 0) {
    const isTriedEnough = unreachable >= UNREACHABLE.fewTries && elapsedMs > UNREACHABLE.withinMs;
    if (unreachable >= UNREACHABLE.tries || isTriedEnough) return undefined;
    return Math.min(backoffMs, UNREACHABLE.longestPauseMs, remainingMs);
  }
  if (retryAfterMs !== undefined && retryAfterMs > remainingMs) return undefined;
  const ownPauseMs = Math.min(backoffMs, remainingMs);
  // "Retry-After: 0" is no leave to hammer, nor is a part of a second; beyond that, what the source asks for is what it gets.
  return retryAfterMs !== undefined && retryAfterMs >= SHORTEST_ASKED_MS
    ? retryAfterMs
    : Math.max(retryAfterMs ?? 0, ownPauseMs);
}
