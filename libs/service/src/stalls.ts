import { errorClass } from '@gatehouse/terminal';
import type { Logger } from './engines.js';

/** How long work may fail, or not finish, until that is told, in milliseconds. */
export const STALLED_AFTER_MS = 60_000;

/**
 * When a failure counts no more that was not followed by another attempt, in milliseconds: by then somebody else has
 * taken over, as when a partition moves to another process. Whatever is retried here is retried sooner.
 */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

/**
 * For `onInterrupted` of a subscription or a consumer: until it goes on (undefined), what it is there for fails, though there
 * is nothing to handle.
 */
export const interruptionsOf =
  (around: Around) =>
  (error: Error | undefined): void => {
    const follows = async () => {
      if (error) throw error;
    };
    around(follows, 'following').catch(() => undefined);
  };

/** Work that fails or is not finished. */
export interface Trouble {
  /** When it first failed in a row, or, if it has not failed yet, when it began. */
  since: Date;
  /** The class of its last failure; undefined when it is just not finished. */
  error: string | undefined;
  /** It has lasted for `STALLED_AFTER_MS`. */
  isStalled: boolean;
}

/**
 * Does work of what is watched, and notes whether it succeeds. Gives, and throws, what the work does.
 *
 * @param part what goes on by itself within it: another part's success says nothing of this one.
 */
export type Around = <T>(work: () => Promise<T>, part?: string) => Promise<T>;

export interface StallsOptions {
  logger: Pick<Logger, 'warn' | 'info'>;
  now?: () => Date;
  stalledAfterMs?: number;
}

/**
 * Knows of every consumer and follower of a process whether its handler gets anywhere. One that is waiting counts from its
 * beginning, one that fails from its first failure in a row; after `STALLED_AFTER_MS` it is stalled, which the log tells
 * once when it begins and once when it is over.
 */
export class Stalls {
  readonly #logger: StallsOptions['logger'];
  readonly #now: () => Date;
  readonly #stalledAfterMs: number;
  readonly #watched = new Map<string, Map<string, Trial>>();

  constructor({ logger, now = () => new Date(), stalledAfterMs = STALLED_AFTER_MS }: StallsOptions) {
    this.#logger = logger;
    this.#now = now;
    this.#stalledAfterMs = stalledAfterMs;
  }

  /** From now on the consumer or follower of this name is told of, and its work goes through what this gives. */
  watch(name: string): Around {
    const trials = this.#watched.get(name) ?? new Map<string, Trial>();
    this.#watched.set(name, trials);
    return async (work, part = '') => {
      const trial = trials.get(part) ?? new Trial(this.#now());
      trials.set(part, trial);
      clearTimeout(trial.forgotten);
      trial.stalled ??= this.#whenStalled(name, trial);
      try {
        const result = await work();
        this.#forget(name, part, trial);
        return result;
      } catch (error) {
        this.#failed(name, part, trial, error);
        throw error;
      }
    };
  }

  /** How each stands that is watched, by name; undefined where nothing is wrong. Of several parts the one longest in trouble. */
  get state(): Map<string, Trouble | undefined> {
    const longest = (trials: Map<string, Trial>) =>
      [...trials.values()].sort((a, b) => a.since.getTime() - b.since.getTime())[0];
    return new Map([...this.#watched].map(([name, trials]) => [name, longest(trials)]));
  }

  #failed(name: string, part: string, trial: Trial, error: unknown): void {
    const isFirst = trial.error === undefined;
    trial.error = errorClass(error);
    if (isFirst && !trial.isStalled) {
      trial.since = this.#now();
      clearTimeout(trial.stalled);
      trial.stalled = this.#whenStalled(name, trial);
    }
    trial.forgotten = setTimeout(() => this.#forget(name, part, trial), FORGOTTEN_AFTER_MS).unref();
  }

  #whenStalled(name: string, trial: Trial): NodeJS.Timeout {
    return setTimeout(() => {
      const isTold = this.#isStalled(name);
      trial.isStalled = true;
      if (isTold) return;
      const { since, error } = trial;
      this.#logger.warn(
        { consumer: name, since, error },
        'Stalled: what it has to do fails, or does not finish.',
      );
    }, this.#stalledAfterMs).unref();
  }

  #forget(name: string, part: string, trial: Trial): void {
    clearTimeout(trial.stalled);
    clearTimeout(trial.forgotten);
    const trials = this.#watched.get(name);
    if (trials?.get(part) !== trial) return;
    trials.delete(part);
    if (!trial.isStalled || this.#isStalled(name)) return;
    this.#logger.info({ consumer: name, since: trial.since }, 'No longer stalled.');
  }

  #isStalled(name: string): boolean {
    return [...(this.#watched.get(name)?.values() ?? [])].some(({ isStalled }) => isStalled);
  }
}

/** Attempts at the same work, from the first until one succeeds. */
class Trial implements Trouble {
  error: string | undefined;
  isStalled = false;
  stalled: NodeJS.Timeout | undefined;
  forgotten: NodeJS.Timeout | undefined;

  constructor(public since: Date) {}
}
