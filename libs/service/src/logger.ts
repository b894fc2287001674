import { pino } from 'pino';
import type { Logger } from './engines.js';
import { errorClass, escaped } from '@gatehouse/terminal';
import type { LoggerService } from '@nestjs/common';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured lines on standard error, safe on a terminal: standard output belongs to data. */
export function createLogger(level: LogLevel, service?: string): Logger {
  const standardError = pino.destination({ fd: 2, sync: true });
  return pino(
    { level, ...(service ? { name: service } : {}) },
    { write: (line) => standardError.write(escaped(line)) },
  );
}

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
