import { bulkhead } from 'cockatiel';
import type { BulkheadPolicy } from 'cockatiel';
import type { Answer } from './http/attempt.js';
import { linkedAbort } from './http/linked-abort.js';
import { overLimit } from './http/refusal-of-limit.js';
import { requestOnce } from './http/request-once.js';
import type { Asked, SourceConnection } from './http/request-once.js';
import { requestWithRetry } from './http/request-with-retry.js';
import { RetryBudget } from './http/retry-budget.js';
import { refused } from './outcome.js';
import type { Outcome, Refused } from './outcome.js';
import { isSmallest } from './paging/list-query.js';
import type { ListQuery, Way } from './paging/list-query.js';
import { walkList } from './paging/walk-list.js';
import type { WondePage } from './wonde-page.js';

export interface SourceOptions extends SourceConnection {
  retryBudgetMs: number;
  backoffBaseMs: number;
  concurrencyPerSchool: number;
}

const MINUTE_MS = 60_000;

/** The server asked, with its limits: how many requests at once for a school, how long, how often again. */
export class Source {
  readonly #options: SourceOptions;
  readonly #lifetime = new AbortController();
  readonly #places = new Map<string, BulkheadPolicy>();

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /**
   * One answer, with retries; a request that waits its turn spends none of its time.
   *
   * @param repeatsSlow false: after a time-out nothing is tried again.
   */
  async ask(
    schoolId: string,
    asked: Asked,
    signal: AbortSignal,
    budget = new RetryBudget(this.#options.retryBudgetMs),
    { repeatsSlow = true } = {},
  ): Promise<Answer | Refused> {
    const { backoffBaseMs } = this.#options;
    const once = () => requestOnce(this.#options, asked, signal);
    try {
      return await this.#placesOf(schoolId).execute(
        () => requestWithRetry(once, budget, { backoffBaseMs, repeatsSlow }, signal),
        signal,
      );
    } catch (error) {
      if (signal.aborted) return refused('ABORTED', `Asking for ${asked.what} was stopped.`);
      throw error;
    }
  }

  /** One answer, until the caller or the client stops. */
  async askOnce(schoolId: string, url: URL, what: string, caller?: AbortSignal): Promise<Answer | Refused> {
    const link = linkedAbort([this.#lifetime.signal, caller]);
    try {
      return await this.ask(schoolId, { url, what, include: [] }, link.signal);
    } finally {
      link.release();
    }
  }

  /** Walks a list, for as long as it may take. Leaving the loop early stops the request that was made ahead. */
  async *walk(
    schoolId: string,
    list: ListQuery,
    caller?: AbortSignal,
  ): AsyncGenerator<Outcome<WondePage>, void, undefined> {
    const tooLong = new AbortController();
    const limit = setTimeout(() => tooLong.abort(), this.#options.limits.listMinutes * MINUTE_MS);
    const link = linkedAbort([this.#lifetime.signal, caller, tooLong.signal]);
    const budget = new RetryBudget(this.#options.retryBudgetMs);
    try {
      const ask = (url: URL, way: Way) => {
        const asked = { url, what: list.what, include: way.include };
        // A smaller page is worth more than the same one again.
        const repeatsSlow = isSmallest(list, way);
        return this.ask(schoolId, asked, link.signal, budget, { repeatsSlow });
      };
      for await (const page of walkList(list, ask, this.#options.limits)) {
        const isTooLong = tooLong.signal.aborted && !this.#lifetime.signal.aborted && !caller?.aborted;
        yield isTooLong && !page.ok
          ? overLimit('listMinutes', `Reading ${list.what} takes longer than`, this.#options.limits)
          : page;
      }
    } finally {
      clearTimeout(limit);
      link.abort();
      link.release();
    }
  }

  async close(): Promise<void> {
    this.#lifetime.abort();
    await this.#options.dispatcher.destroy();
  }

  #placesOf(schoolId: string): BulkheadPolicy {
    const known = this.#places.get(schoolId);
    if (known) return known;
    const places = bulkhead(this.#options.concurrencyPerSchool, Number.POSITIVE_INFINITY);
    this.#places.set(schoolId, places);
    return places;
  }
}
