import type { Kind } from '@gatehouse/contracts';

/** Told what reading met, for progress and for whoever looks into an integration. */
export interface ReadReport {
  /** Rows of a page that was read. */
  onRead(count: number): void;
  /** Paths in a row of fields that cannot be read and were dropped: never what they said. */
  onUnreadable(kind: Kind, paths: readonly string[]): void;
}
