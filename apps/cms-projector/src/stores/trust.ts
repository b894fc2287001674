import type { NotServed } from '../project-schools/served.js';

/** What those who serve must ask before they show anything: whether it is known that the stores belong together. */
export interface Trust {
  /** Whether the stores were held against each other, and what stood in the event store then is projected. */
  readonly isStarting: boolean;
  /** Why nothing of the school may be shown; undefined where nothing speaks against it. */
  whyNot(schoolId: string): NotServed | undefined;
}

/** Told by the projector, asked by the CMS API of the same process. */
export class ProjectorTrust implements Trust {
  readonly #distrusted = new Map<string, string>();
  #isStarting = true;

  get isStarting(): boolean {
    return this.#isStarting;
  }

  started(): void {
    this.#isStarting = false;
  }

  /** @param words what does not belong together, and what to do. */
  distrust(schoolId: string, words: string): void {
    this.#distrusted.set(schoolId, words);
  }

  trust(schoolId: string): void {
    this.#distrusted.delete(schoolId);
  }

  isDistrusted(schoolId: string): boolean {
    return this.#distrusted.has(schoolId);
  }

  /** Why schools are not served, by school. */
  get distrusted(): ReadonlyMap<string, string> {
    return this.#distrusted;
  }

  whyNot(schoolId: string): NotServed | undefined {
    const words = this.#distrusted.get(schoolId);
    return words === undefined ? undefined : { of: 'school', words };
  }
}
