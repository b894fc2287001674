import type { Kind } from '@gatehouse/contracts';

/** Told what reading met, for progress and for whoever looks into an integration. */
export interface ReadReport {
  /** Rows of a page that was read. */
  onRead(count: number): void;
  /** Paths in a row of fields that cannot be read and were dropped: never what they said. */
  onUnreadable(kind: Kind, paths: readonly string[]): void;
}

/** Counts unreadable fields by kind and path, so that one line of log says it for a whole run. */
export class UnreadableFields {
  readonly #counts = new Map<string, number>();

  add(kind: Kind, paths: readonly string[]): void {
    for (const path of paths) {
      const name = `${kind}:${path.replace(/\.\d+(?=\.|$)/g, '.*')}`;
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }

  get counts(): { [path: string]: number } | undefined {
    return this.#counts.size > 0 ? Object.fromEntries(this.#counts) : undefined;
  }
}
