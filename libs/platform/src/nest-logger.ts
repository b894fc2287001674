import type { LoggerService } from '@nestjs/common';
import type { Logger } from './engines.js';
import { errorClass } from './error-class.js';

/** NestJS's own messages, in our log: its start-up chatter only for those who debug. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown): void {
    this.#logger.debug({}, String(message));
  }

  error(message: unknown): void {
    // An error that reached NestJS unhandled: by class only, its text may quote what it failed on.
    if (message instanceof Error) this.#logger.error({ error: errorClass(message) }, 'A handler failed.');
    else this.#logger.error({}, String(message).split('\n')[0] ?? '');
  }

  warn(message: unknown): void {
    this.#logger.warn({}, String(message));
  }

  debug(message: unknown): void {
    this.#logger.debug({}, String(message));
  }
}
