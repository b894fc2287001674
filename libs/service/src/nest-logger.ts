import type { LoggerService } from '@nestjs/common';
import type { Logger } from './engines.js';
import { errorClass } from '@gatehouse/terminal';

const STACK = /^\s+at /m;

/** NestJS's own messages, in our log: its start-up chatter only for those who debug. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown): void {
    this.#logger.debug({}, String(message));
  }

  error(message: unknown, ...beside: unknown[]): void {
    // An error that reached NestJS unhandled: by class only, its text may quote what it failed on. It hands some over as
    // their text, with the stack beside it.
    if (typeof message !== 'string') {
      this.#logger.error({ error: errorClass(message) }, 'A handler failed.');
    } else if (beside.some((text) => typeof text === 'string' && STACK.test(text))) {
      this.#logger.error({ error: 'Error' }, 'A handler failed.');
    } else this.#logger.error({}, message.split('\n')[0] ?? '');
  }

  warn(message: unknown): void {
    this.#logger.warn({}, String(message));
  }

  debug(message: unknown): void {
    this.#logger.debug({}, String(message));
  }
}
