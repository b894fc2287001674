import type { Basis } from '@gatehouse/schemas';
import { SyncRunStarted } from '@gatehouse/schemas';

/** Before the first run of a school: no revision of its settings is covered. */
export const NOTHING_COVERED = -1;

/**
 * Folds a school's `sync-` stream to the latest revision of its settings that any run was started on. A request for a
 * run (`SyncRequested`) is open while its revision is greater: no run that was started has covered it (ADR 0019).
 *
 * @param before the result for the events before; `NOTHING_COVERED` at the beginning.
 */
export function coveredSettings(
  before: number,
  { type, data }: { type: string; data: { [field: string]: unknown } },
): number {
  if (type !== SyncRunStarted.type) return before;
  // One that does not say it, since it was altered, covers nothing.
  const { settingsRevision = before } = (data['basis'] ?? {}) as Partial<Basis>;
  return Math.max(before, settingsRevision);
}
