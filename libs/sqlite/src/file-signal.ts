import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

/** One a file and thread; those of the other threads ring along. */
class Bell {
  rings = 0;
  readonly waiting = new Set<() => void>();
  readonly #others: BroadcastChannel;

  constructor(path: string) {
    this.#others = new BroadcastChannel(`news of ${path}`);
    this.#others.unref();
    this.#others.onmessage = () => this.#sound();
  }

  ring(): void {
    this.#sound();
    this.#others.postMessage(undefined);
  }

  #sound(): void {
    this.rings += 1;
    for (const wake of [...this.waiting]) wake();
  }
}

const bells = new Map<string, Bell>();

/**
 * Tells everybody in this process, in whatever thread, who waits for news of a file that there is some. Other processes are not told: who
 * waits also wakes up after a while.
 */
export class FileSignal {
  readonly #bell: Bell;

  constructor(file: string) {
    const path = realpathSync(file);
    this.#bell = bells.get(path) ?? new Bell(path);
    bells.set(path, this.#bell);
  }

  /** How often it rang; take it before looking, so that what rings between looking and waiting is not missed. */
  get rings(): number {
    return this.#bell.rings;
  }

  ring(): void {
    this.#bell.ring();
  }

  /** Resolves when it rang more often than `seen`, or after the time-out. Does not keep the process alive. */
  async after(seen: number, timeoutMs: number): Promise<void> {
    if (this.#bell.rings > seen) return;
    const { waiting } = this.#bell;
    await new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs).unref();
      waiting.add(wake);
    });
  }
}
