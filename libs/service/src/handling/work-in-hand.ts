import { AsyncLocalStorage } from 'node:async_hooks';
import type { BegunWork } from '@gatehouse/message-bus';

/** Work asked an engine for something after it had been given up: somebody else may be at it by now. */
export class WorkGivenUp extends Error {
  readonly code = 'WORK_GIVEN_UP';
  constructor() {
    super('This work was given up while it did nothing. What it still asks of an engine is refused.');
    this.name = 'WorkGivenUp';
  }
}

const current = new AsyncLocalStorage<WorkInHand>();

/** What a handler does, from its beginning to its end, wherever its promises lead: whether it lives, and whether it may. */
export class WorkInHand {
  #unanswered = 0;
  #lastSign = Date.now();
  #isDead = false;

  /** The work that the caller is part of; undefined outside of any. */
  static get current(): WorkInHand | undefined {
    return current.getStore();
  }

  static begin(work: () => Promise<void>): BegunWork {
    const inHand = new WorkInHand();
    return {
      done: current.run(inHand, work),
      // An engine has a limit of its own: waiting for one is not hanging.
      idleMs: () => (inHand.#unanswered > 0 ? 0 : Date.now() - inHand.#lastSign),
      kill: () => (inHand.#isDead = true),
    };
  }

  /** @throws WorkGivenUp: a promise cannot be cancelled, so each of its calls is refused. */
  asks(): void {
    if (this.#isDead) throw new WorkGivenUp();
    this.#unanswered += 1;
  }

  isAnswered(): void {
    this.#unanswered -= 1;
    this.#lastSign = Date.now();
  }
}
