import type { JsonValue, MisRecord } from '@gatehouse/contracts';
import { laterRecord } from '@gatehouse/policy';
import { canonicalJson } from '@gatehouse/privacy';
import type { Pseudonyms } from '@gatehouse/privacy';
import { possibleInstants } from '@gatehouse/wonde';
import type { GatheredRecord } from './gathered-kind.js';
import { RecordGatherer, saysOut } from './record-gatherer.js';

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

  /**
   * In the order in which the source delivered them first. What says of one spelling of a start that the occurrence stays
   * out, says it of every spelling of the same instant; said without a start, of all that share the id. Call it when
   * everything was read.
   */
  all(): GatheredRecord[] {
    const gathered = this.#byStart.all().map((one) => ({ ...one, ...idAndStartOf(one) }));
    const isOne = (wondeId: string) => this.#starts.get(wondeId)?.size === 1;
    const out = new Map<string, MisRecord>();
    for (const { wondeId, record } of gathered) {
      if (isOne(wondeId) || !(saysOut(record) || record.conflicting)) continue;
      for (const time of timesOf(record)) {
        const name = JSON.stringify([wondeId, time]);
        out.set(name, laterRecord(out.get(name) ?? record, record));
      }
    }
    return gathered.map(({ wondeId, start, ...one }) => {
      if (isOne(wondeId)) return { ...one, recordKey: this.#pseudonyms.recordKey('event', wondeId) };
      let { record } = one;
      for (const time of [...timesOf(record), UNSAID]) {
        const stronger = out.get(JSON.stringify([wondeId, time]));
        if (stronger) record = laterRecord(stronger, record);
      }
      return { ...one, record, recordKey: this.#pseudonyms.occurrenceKey(wondeId, start) };
    });
  }
}

function idAndStartOf({ recordKey }: GatheredRecord): { wondeId: string; start: string } {
  const [wondeId, start] = JSON.parse(recordKey) as [string, string];
  return { wondeId, start };
}

const startIn = ({ fields }: MisRecord): JsonValue | undefined => fields['start_at'] ?? fields['start'];

function startOf({ record }: GatheredRecord): string {
  const start = startIn(record);
  return start === undefined ? '' : canonicalJson(start);
}

/** Of an occurrence that does not say when it is: it may be any of its series. */
const UNSAID = 'unsaid';

/** When an occurrence may be; nothing for a start that is no time: its text alone names it. */
function timesOf(record: MisRecord): (number | typeof UNSAID)[] {
  const start = startIn(record);
  return start === undefined ? [UNSAID] : possibleInstants(start);
}
