import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceHost } from '@gatehouse/service';
import { CONFIRMED } from '../collections.js';
import type { ProjectorTrust } from '../stores/trust.js';

/** How often it is noted that everything is projected, in milliseconds: how exactly the age of the lists is known. */
const CONFIRM_MS = 15_000;

/** What is asked of the projector. */
export interface Confirmable {
  /** Resolves when everything that was decided by now is projected, from stores that belong together. */
  reachesNow(): Promise<void>;
  /** It failed: the subscription fails for that, too. */
  onFailure(error: unknown): void;
}

/** Notes again and again until when the lists hold everything that was decided, and says when that is too long ago. */
export class Confirming {
  readonly #host: ServiceHost;
  readonly #trust: ProjectorTrust;
  readonly #projector: Confirmable;
  #isUnderWay = false;
  #isToldOutOfDate = false;

  constructor(host: ServiceHost, trust: ProjectorTrust, projector: Confirmable) {
    this.#host = host;
    this.#trust = trust;
    this.#projector = projector;
  }

  /** The first time, what is read until then may be older than what was decided before the start. */
  async until(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      // Not awaited: it waits for what is being projected, however long the bus takes none of it.
      if (!this.#isUnderWay) void this.#confirm();
      await pause(CONFIRM_MS, undefined, { signal: stopped, ref: false }).catch(() => undefined);
      this.#tellOutOfDate();
    }
  }

  async #confirm(): Promise<void> {
    this.#isUnderWay = true;
    try {
      const at = this.#host.now();
      await this.#projector.reachesNow();
      await this.#host.engines.readModels.saveCheckpoint(CONFIRMED, at.toISOString());
      this.#trust.confirm(at);
    } catch (error) {
      this.#projector.onFailure(error);
    } finally {
      this.#isUnderWay = false;
    }
  }

  #tellOutOfDate(): void {
    const isSo = !this.#trust.isStarting && this.#trust.isOutOfDate(this.#host.now());
    if (isSo && !this.#isToldOutOfDate) {
      const fields = { service: 'cms-projector', asOf: this.#trust.confirmedAt?.toISOString() };
      this.#host.logger.error(
        fields,
        'The lists are too old: nothing is served until they are confirmed again.',
      );
    }
    this.#isToldOutOfDate = isSo;
  }
}
