import type { MisRecord } from '@gatehouse/contracts';
import { canonicalJson } from '@gatehouse/privacy';
import type { GatheredRecord } from './gathered-kind.js';

/**
 * Collects a kind's records, each once. A record that the source delivers again with the same content is dropped; with
 * different content it is marked as conflicting, and nobody imports it (`DUPLICATE_SOURCE_RECORD`).
 */
export class RecordGatherer {
  readonly #records = new Map<string, GatheredRecord>();

  add(gathered: GatheredRecord): void {
    const earlier = this.#records.get(gathered.recordKey);
    if (!earlier) {
      this.#records.set(gathered.recordKey, gathered);
    } else if (contentOf(earlier) !== contentOf(gathered)) {
      earlier.record = { ...earlier.record, conflicting: true };
    }
  }

  /** In the order in which the source delivered them first. */
  all(): GatheredRecord[] {
    return [...this.#records.values()];
  }
}

const contentOf = ({ personKey, record }: GatheredRecord) =>
  canonicalJson({ personKey, ...withoutMark(record) });

const withoutMark = ({ conflicting: _, ...record }: MisRecord) => record;
