import type { MisRecord } from '@gatehouse/schemas';
import { laterRecord } from '@gatehouse/policy';
import { canonicalJson } from '@gatehouse/privacy';
import type { GatheredRecord } from './gathered-kind.js';

interface Seen extends GatheredRecord {
  /** When the page was fetched that showed it last. */
  seenAt: string;
  /** Of the record, once it was compared. */
  content?: string;
}

/**
 * Collects a kind's records, each once. A record that the source delivers again with the same content is dropped. One that
 * was edited between two pages is taken as the later shows it, with what restricts in both. Two contents on one page
 * contradict each other: nobody imports either (`DUPLICATE_SOURCE_RECORD`). One of which a row was over its limit has failed,
 * unless a row says that it stays out: that is decided.
 */
export class RecordGatherer {
  #records = new Map<string, Seen>();
  /** Of lists that were begun anew: of these records nothing counts but what restricts. */
  readonly #before = new Map<string, Seen>();

  add(gathered: GatheredRecord): void {
    const { recordKey, observedAt } = gathered;
    const earlier = this.#records.get(recordKey);
    const seen = { ...gathered, seenAt: observedAt };
    if (!earlier) {
      const before = this.#before.get(recordKey);
      this.#records.set(recordKey, before ? { ...seen, record: later(before, gathered) } : seen);
    } else if (earlier.failed || gathered.failed) {
      this.#records.set(recordKey, { ...seen, record: later(earlier, gathered), failed: true });
    } else if ((earlier.content ??= contentOf(earlier)) === contentOf(gathered)) {
      earlier.seenAt = observedAt;
    } else if (earlier.seenAt === observedAt) {
      earlier.record = { ...earlier.record, conflicting: true };
    } else {
      this.#records.set(recordKey, { ...seen, record: later(earlier, gathered) });
    }
  }

  /** The list is read again from its beginning: who is not in it any more is not given. */
  beginAnew(): void {
    for (const [recordKey, seen] of this.#records) this.#before.set(recordKey, seen);
    this.#records = new Map();
  }

  /**
   * In the order in which the source delivered them first.
   *
   * @param isWhole whether the list was read to its end. Otherwise those of lists that were begun anew are among them that
   *   say of themselves that they stay out: nobody knows that they are gone.
   */
  all(isWhole: boolean): GatheredRecord[] {
    const isLeft = ([recordKey, { record }]: [string, Seen]) =>
      !this.#records.has(recordKey) && saysOut(record);
    const left = isWhole ? [] : [...this.#before].filter(isLeft).map(([, seen]) => seen);
    return [...this.#records.values(), ...left].map(
      ({ seenAt: _, content: _content, failed, ...gathered }) =>
        failed && !saysOut(gathered.record) ? { ...gathered, failed } : gathered,
    );
  }
}

/** The record as the later page shows it; of two people under one id nobody knows which is meant. */
function later(earlier: GatheredRecord, { personKey, record }: GatheredRecord): MisRecord {
  const merged = laterRecord(earlier.record, record);
  const isOther = personKey !== undefined && ![undefined, personKey].includes(earlier.personKey);
  return isOther ? { ...merged, conflicting: true } : merged;
}

/** Whether a record says that it stays out, whatever else is in its row. */
export const saysOut = (record: MisRecord): boolean =>
  record.kind === 'event' && (record.visibility === 'not-public' || record.cancelled === true);

const contentOf = ({ personKey, record }: GatheredRecord) =>
  canonicalJson({ personKey, ...withoutMark(record) });

const withoutMark = ({ conflicting: _, ...record }: MisRecord) => record;
