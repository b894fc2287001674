import type { IncomingMessage } from '../message-bus.port.js';
import type { Middleware } from './handler.js';

/** A handler did not settle, although nothing that it waits for is away. */
export class HandlerHung extends Error {
  readonly code = 'HANDLER_HUNG';
  constructor(seconds: number) {
    super(
      `A handler has done nothing for ${seconds} s, and is given up. The process ends; start it again if nobody does.`,
    );
    this.name = 'HandlerHung';
  }
}

/** Work that was begun, as whoever began it sees it. */
export interface BegunWork {
  done: Promise<void>;
  /** For how long, in milliseconds, it has done nothing; 0 while it waits for an engine, which has a limit of its own. */
  idleMs: () => number;
  /** A promise cannot be cancelled: from now on nothing that it does reaches an engine. */
  kill: () => void;
}

export interface TimeoutOptions {
  /** For how long a handler may do nothing, in milliseconds. */
  limitMs: number;
  begin: (work: () => Promise<void>) => BegunWork;
  /** Ends with the messages of a handler that was given up; they do not come again unless it throws. */
  giveUp: (messages: readonly IncomingMessage[], error: HandlerHung) => Promise<void>;
}

/** Gives a handler up that does nothing for too long. One that waits for an engine, or goes on, may take its time. */
export const timeout =
  ({ limitMs, begin, giveUp }: TimeoutOptions): Middleware =>
  (next) =>
  async (messages) => {
    const work = begin(() => next(messages));
    if (await settlesWhileAlive(work, limitMs)) return work.done;
    work.kill();
    await giveUp(messages, new HandlerHung(Math.round(limitMs / 1000)));
  };

/** @returns false as soon as the work has done nothing for `limitMs`. */
function settlesWhileAlive({ done, idleMs }: BegunWork, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const left = limitMs - idleMs();
      if (left > 0) timer = setTimeout(look, left).unref();
      else resolve(false);
    };
    let timer = setTimeout(look, limitMs).unref();
    const settled = () => {
      clearTimeout(timer);
      resolve(true);
    };
    // Not only a courtesy: what is given up may still reject, and nobody listens then.
    done.then(settled, settled);
  });
}
