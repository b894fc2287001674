import { canonicalJson } from '@gatehouse/privacy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { GatheredRecord } from './gathered-kind.js';
import { RecordGatherer } from './record-gatherer.js';

/**
 * Collects events, of which the occurrences of a series may share one id: those are told apart by their start (design
 * section 3, event). An id that comes with one start names its event as any record's does.
 */
export class OccurrenceGatherer {
  readonly #pseudonyms: Pseudonyms;
  readonly #byStart = new RecordGatherer();
  /** Of each Wonde id the starts that it came with. */
  readonly #starts = new Map<string, Set<string>>();

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  add(gathered: GatheredRecord, wondeId: string): void {
    const start = startOf(gathered);
    this.#starts.set(wondeId, (this.#starts.get(wondeId) ?? new Set()).add(start));
    this.#byStart.add({ ...gathered, recordKey: JSON.stringify([wondeId, start]) });
  }

  /** The list is read again from its beginning: who is not in it any more is not given. */
  beginAnew(): void {
    this.#byStart.beginAnew();
    this.#starts.clear();
  }

  /** In the order in which the source delivered them first. Call it when everything was read. */
  all(): GatheredRecord[] {
    return this.#byStart.all().map((gathered) => {
      const [wondeId, start] = JSON.parse(gathered.recordKey) as [string, string];
      const isOne = this.#starts.get(wondeId)?.size === 1;
      const recordKey = isOne
        ? this.#pseudonyms.recordKey('event', wondeId)
        : this.#pseudonyms.occurrenceKey(wondeId, start);
      return { ...gathered, recordKey };
    });
  }
}

function startOf({ record: { fields } }: GatheredRecord): string {
  const start = fields['start_at'] ?? fields['start'];
  return start === undefined ? '' : canonicalJson(start);
}
