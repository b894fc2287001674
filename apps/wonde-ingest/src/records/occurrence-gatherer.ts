import type { EventRecord, JsonValue, MisRecord } from '@gatehouse/schemas';
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
  /** In lists that were begun anew. */
  readonly #startsBefore = new Map<string, Set<string>>();

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  add(gathered: GatheredRecord, wondeId: string): void {
    const start = startOf(gathered);
    this.#starts.set(wondeId, (this.#starts.get(wondeId) ?? new Set()).add(start));
    this.#byStart.add({ ...gathered, recordKey: JSON.stringify([wondeId, start]) });
  }

  /** The list is read again from its beginning: of what was in it before counts what says that it stays out. */
  beginAnew(): void {
    this.#byStart.beginAnew();
    for (const [wondeId, starts] of this.#starts) this.#startsBefore.set(wondeId, starts);
    this.#starts.clear();
  }

  /**
   * In the order in which the source delivered them first. What says of one spelling of a start that the occurrence stays
   * out, says it of every spelling of the same instant; said without a start that can be read, of all that share the id. Call
   * it when everything was read.
   *
   * @param isWhole as for `RecordGatherer`.
   */
  all(isWhole: boolean): GatheredRecord[] {
    const gathered = this.#byStart.all(isWhole).map((one) => ({ ...one, ...idAndStartOf(one) }));
    const out = new SaidOut();
    for (const { wondeId, record } of gathered) {
      if (!this.#isOne(wondeId) && (saysOut(record) || isTimed(record))) out.add(wondeId, record);
    }
    return gathered.map(({ wondeId, start, ...one }) => {
      const plain = this.#pseudonyms.recordKey('event', wondeId);
      const occurrences = [start, writtenStartOf(one)].map((text) =>
        this.#pseudonyms.occurrenceKey(wondeId, text),
      );
      const isOne = this.#isOne(wondeId);
      const [recordKey = plain, ...formerKeys] = new Set(isOne ? [plain, ...occurrences] : occurrences);
      const record = {
        ...(isOne ? one.record : out.appliedTo(wondeId, one.record)),
        formerKeys,
      } as EventRecord;
      return { ...one, recordKey, record: isOne ? record : { ...record, keyOfId: plain } };
    });
  }

  #isOne(wondeId: string): boolean {
    return (this.#starts.get(wondeId) ?? this.#startsBefore.get(wondeId))?.size === 1;
  }
}

function idAndStartOf({ recordKey }: GatheredRecord): { wondeId: string; start: string } {
  const [wondeId, start] = JSON.parse(recordKey) as [string, string];
  return { wondeId, start };
}

/** The instant, where the start plainly says one, in whatever spelling; else as it is written. */
function startOf(gathered: GatheredRecord): string {
  const { fields } = gathered.record;
  const [instant, ...others] = possibleInstants(fields['start_at'] ?? fields['start'] ?? null);
  return instant === undefined || others.length > 0
    ? writtenStartOf(gathered)
    : new Date(instant).toISOString();
}

function writtenStartOf({ record: { fields } }: Pick<GatheredRecord, 'record'>): string {
  const start = fields['start_at'] ?? fields['start'];
  return start === undefined ? '' : canonicalJson(start);
}

/** Of an occurrence that does not plainly say when it is: it may be any of its series. */
const UNSAID = 'unsaid';
/** Of every one. */
const ANY = 'any';
type Time = number | typeof UNSAID | typeof ANY;

/** When an occurrence may be: by either name of its start, if all of them are times. */
function timesOf({ fields }: MisRecord): Time[] {
  const said = [fields['start_at'], fields['start']].filter((start) => start !== undefined && start !== null);
  const times = said.map((start) => possibleInstants(start as JsonValue));
  return times.length === 0 || times.some((some) => some.length === 0) ? [UNSAID] : times.flat();
}

/** Whether it contradicts itself, of a time of its own: what has none contradicts nobody else. */
const isTimed = (record: MisRecord): boolean =>
  record.conflicting === true && !timesOf(record).includes(UNSAID);

/** What says of an id and a time that the occurrence stays out, whichever row says it. */
class SaidOut {
  readonly #said = new Map<string, MisRecord>();

  add(wondeId: string, record: MisRecord): void {
    for (const time of [...timesOf(record), ANY] as const) {
      const name = JSON.stringify([wondeId, time]);
      this.#said.set(name, laterRecord(this.#said.get(name) ?? record, record));
    }
  }

  /** The record with what keeps it out under every spelling of its time, and whatever may be meant by it. */
  appliedTo(wondeId: string, record: MisRecord): MisRecord {
    const times = timesOf(record);
    const asked: Time[] = times.includes(UNSAID) ? [ANY] : [...times, UNSAID];
    return asked.reduce<MisRecord>((sofar, time) => {
      const out = this.#said.get(JSON.stringify([wondeId, time]));
      return out ? laterRecord(out, sofar) : sofar;
    }, record);
  }
}
