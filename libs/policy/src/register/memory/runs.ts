import type { Basis } from '@gatehouse/schemas';
import { SyncRunCompleted, SyncRunFailed, SyncRunStarted } from '@gatehouse/schemas';

/** What the register must know of a school's runs, folded from `sync-` (restrictions.md, rule 5). */
export class Runs {
  revision = -1;
  /** The newest run that was started; -1 for none. */
  newest = -1;
  /** Whether that run has neither completed nor failed. */
  isOpen = false;
  /** What the newest run was decided on. */
  basis: Basis | undefined;
  readonly #counting = new Set<number>();

  evolve({
    type,
    data,
    revision,
  }: {
    type: string;
    data: { [field: string]: unknown };
    revision: number;
  }): void {
    this.revision = revision;
    if (type === SyncRunStarted.type) {
      this.newest = revision;
      this.isOpen = true;
      this.basis = data['basis'] as Basis;
      return;
    }
    // An older run that ends after a newer one has begun read less than the newer one: what it releases counts for nothing.
    if (data['run'] !== this.newest) return;
    if (type === SyncRunCompleted.type) this.#counting.add(this.newest);
    if (type === SyncRunCompleted.type || type === SyncRunFailed.type) this.isOpen = false;
  }

  /** Whether the run completed before a newer one began: then what it released is released. */
  counts(run: number): boolean {
    return this.#counting.has(run);
  }
}
