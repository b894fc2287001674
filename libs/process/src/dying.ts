import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@gatehouse/service';
import { errorClass } from '@gatehouse/service';
import type { EngineName } from './engines/engine-pings.js';
import { ENGINE_OF_ERROR } from './engines/engine-pings.js';
import type { Health } from './health.js';
import type { ProcessEnd } from './process-end.js';

/** How long after an engine did not answer it is asked again whether it does, in milliseconds. */
export const ASK_AGAIN_MS = 5_000;

export interface DyingOptions {
  logger: Pick<Logger, 'error'>;
  health: Pick<Health, 'hasDied' | 'turnRed'>;
  end: Pick<ProcessEnd, 'ask'>;
  /** The engines that alone decide whether the process is ready; undefined: all do. */
  readyOn: readonly EngineName[] | undefined;
  /** Whether an engine answers a fresh connection. */
  answersOthers: (engine: EngineName) => Promise<boolean>;
  /** Whether it answers the connection that the service works by. */
  answersUs: (engine: EngineName) => Promise<boolean>;
  /** The process is being stopped: what ends or fails now is no death. */
  signal: AbortSignal;
}

/**
 * Ends the process of a service that gets no further. For an engine's sake only where the engine answers a fresh
 * connection, and what this process had with it is lost: until then a new process would be no better off.
 */
export class Dying {
  readonly #options: DyingOptions;
  readonly #lost = new Set<EngineName>();

  constructor(options: DyingOptions) {
    this.#options = options;
  }

  /** Something has ended that the service cannot do without. */
  hasDied(service: string, failure: unknown): void {
    const { logger, health, readyOn, signal } = this.#options;
    if (signal.aborted) return;
    const error = errorClass(failure);
    logger.error({ error }, 'The service has died.');
    const engine = ENGINE_OF_ERROR[error];
    if (!engine) return this.#end(service, error);
    health.hasDied({ service, error }, { staysReady: readyOn !== undefined && !readyOn.includes(engine) });
    if (this.#lost.has(engine)) return;
    this.#lost.add(engine);
    void this.#endWhenItAnswers(engine, service, error);
  }

  /** The service's own connection has got no answer for long. */
  async isUnanswered(service: string, engine: EngineName): Promise<void> {
    const { logger, answersOthers, answersUs, signal } = this.#options;
    // In this order: it may have come back in this instant.
    if (!(await answersOthers(engine)) || (await answersUs(engine)) || signal.aborted) return;
    logger.error({ engine }, 'An engine answers others, and not this process.');
    this.#end(service, 'ENGINE_CONNECTION_LOST');
  }

  async #endWhenItAnswers(engine: EngineName, service: string, error: string): Promise<void> {
    const { answersOthers, signal } = this.#options;
    while (!signal.aborted && !(await answersOthers(engine))) {
      await pause(ASK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
    this.#end(service, error);
  }

  #end(service: string, error: string): void {
    const { health, end, signal } = this.#options;
    if (signal.aborted) return;
    health.turnRed({ reason: 'failed', service, error });
    end.ask(1);
  }
}
