import type {
  AddOn,
  FailedRecord,
  Kind,
  PermittedContent,
  PermittedMessage,
  PermittedRunOpened,
  RecordMessage,
  RunClosed,
} from '@gatehouse/contracts';
import { closingsStream, settingsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import { evolveSettings, initialSettings } from '@gatehouse/policy';
import type { KeyRing } from '@gatehouse/privacy';
import { openFromRun, Pseudonyms, runKeyId } from '@gatehouse/privacy';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Decided } from '../lines/decided.js';
import { Ledger, LedgerMoved } from '../lines/ledger.js';
import type { LineContext } from '../lines/line-context.js';
import { applyBasis } from './apply-basis.js';
import { sawAll } from './close-kinds.js';
import { closeLedger } from './close-ledger.js';
import type { DecideRecord } from './decide-record.js';
import { isBlocked } from './decide-record.js';
import { fenceRun } from './fence-run.js';
import type { RunContext } from './run-context.js';
import { isNewer, SeenRecords } from './run-context.js';
import { sweepKeys } from './sweep-keys.js';

/** A message of a run with its name on the bus. */
export interface ReceivedRecord<M = PermittedMessage> {
  id: string;
  message: M;
}

export interface RunWriterOptions {
  eventStore: EventStore;
  keyRing: KeyRing;
  masterKey: Buffer;
  /** The service's name, as `actor` of the lines. */
  actor: string;
  /** The topic that the records come from: their seals are bound to it. */
  topic: string;
  addOns: readonly AddOn[];
  kinds: readonly Kind[];
  decide: DecideRecord;
  now: () => Date;
  /** Called with a record that could not be processed; its last line stands and the run counts it as failed. */
  onFailedRecord(failed: ReceivedRecord<RecordMessage>, error: unknown): Promise<void>;
  /** Called after records were decided, for progress. */
  onDecided?(schoolId: string, count: number): void;
}

/**
 * The writer of one school's ledgers, run by run: what contact-filter and calendar-sync have in common. A writer that
 * did not see a run from its beginning decides nothing in it: it closes it as incomplete, and another run follows.
 */
export class RunWriter {
  readonly #o: RunWriterOptions;
  readonly #runs = new Map<string, RunContext>();

  constructor(options: RunWriterOptions) {
    this.#o = options;
  }

  /** Takes one school's messages, in order. Repeated, late and foreign ones change nothing. */
  async handle(schoolId: string, received: readonly ReceivedRecord[]): Promise<void> {
    let chunk: ReceivedRecord<RecordMessage | FailedRecord>[] = [];
    const flush = async () => {
      const records = chunk;
      chunk = [];
      if (records.length > 0) await this.#unlessFenced(schoolId, (run) => this.#decide(run, records));
    };
    for (const { id, message } of received) {
      if (message.type === 'record' || message.type === 'failed-record') {
        // Kinds are decided one after the other: a class needs to know which of its members came in.
        if (chunk[0] && chunk[0].message.kind !== message.kind) await flush();
        chunk.push({ id, message });
        continue;
      }
      await flush();
      if (message.type === 'run-opened') await this.#open(message);
      else await this.#close(message);
    }
    await flush();
  }

  async #open(opened: PermittedRunOpened): Promise<void> {
    const { schoolId, run } = opened;
    if (!isNewer(this.#runs.get(schoolId), opened)) return;
    const [key] = await this.#o.keyRing.get([runKeyId(schoolId, run)]);
    // A run whose key is gone has ended or was superseded: its messages are dropped by everybody.
    if (key?.state !== 'active') return;
    const ledgers = this.#o.addOns.map((addOn) => new Ledger(this.#o.eventStore, schoolId, addOn));
    const context: RunContext = {
      schoolId,
      run,
      basis: opened.basis,
      grants: opened.grants,
      permissionsRevision: opened.permissionsRevision,
      settings: await this.#settings(schoolId, opened.basis.settingsRevision),
      runKey: key.key,
      ledgers,
      seen: new SeenRecords(),
    };
    this.#runs.set(schoolId, context);
    try {
      await this.#unlessFenced(schoolId, async () => {
        for (const ledger of ledgers) await this.#openLedger(context, ledger, opened.fences);
      });
    } catch (error) {
      // The message comes again: then the run must be opened from the start.
      this.#runs.delete(schoolId);
      throw error;
    }
  }

  async #openLedger(run: RunContext, ledger: Ledger, fences: number | null): Promise<void> {
    await ledger.catchUp();
    const lines = this.#lineContext(run, ledger);
    await fenceRun(lines, fences);
    await sweepKeys(lines);
    const pseudonyms = new Pseudonyms(this.#o.masterKey, run.schoolId);
    await applyBasis(this.#o.eventStore, lines, {
      ...run,
      addOn: ledger.addOn,
      state: ledger.state,
      isBlocked: (recordKey, personKey) => isBlocked(run, ledger.state, recordKey, personKey),
      categoryKey: (category) => pseudonyms.categoryKey(category),
    });
  }

  async #settings(schoolId: string, upTo: number) {
    let settings = initialSettings;
    for await (const events of this.#o.eventStore.read(settingsStream(schoolId))) {
      for (const event of events) if (event.revision <= upTo) settings = evolveSettings(settings, event);
    }
    return settings;
  }

  async #decide(
    run: RunContext,
    records: readonly ReceivedRecord<RecordMessage | FailedRecord>[],
  ): Promise<void> {
    const contents: { received: ReceivedRecord<RecordMessage>; content: PermittedContent }[] = [];
    for (const { id, message } of records) {
      if (message.run !== run.run) continue;
      if (message.type === 'failed-record') {
        run.seen.addFailed(message.kind, message.recordKey);
        continue;
      }
      try {
        const place = { ...message, topic: this.#o.topic };
        const content = openFromRun<PermittedContent>(run.runKey, place, message.sealed).reveal();
        run.seen.add(message.kind, message.recordKey);
        contents.push({ received: { id, message }, content });
      } catch (error) {
        await this.#fail(run, { id, message }, error);
      }
    }
    const pseudonyms = new Pseudonyms(this.#o.masterKey, run.schoolId);
    for (const ledger of run.ledgers) {
      const decisions: Decided[] = [];
      for (const { received, content } of contents) {
        const record = content[ledger.addOn];
        if (!record || run.seen.failedOf(received.message.kind).has(received.message.recordKey)) continue;
        const { id: causationId, message } = received;
        const { addOn, state } = ledger;
        try {
          decisions.push(this.#o.decide({ message, causationId, record, addOn, run, state, pseudonyms }));
        } catch (error) {
          await this.#fail(run, received, error);
        }
      }
      await appendDecisions(this.#lineContext(run, ledger), decisions);
    }
    this.#o.onDecided?.(run.schoolId, records.length);
  }

  async #fail(run: RunContext, failed: ReceivedRecord<RecordMessage>, error: unknown): Promise<void> {
    run.seen.addFailed(failed.message.kind, failed.message.recordKey);
    await this.#o.onFailedRecord(failed, error);
  }

  async #close(closed: RunClosed): Promise<void> {
    const { schoolId, run } = closed;
    const context = this.#runs.get(schoolId);
    if (context?.run === run) {
      const outcome = sawAll(this.#o.kinds, closed.kinds, context.seen) ? 'closed' : 'incomplete';
      await this.#unlessFenced(schoolId, () => this.#closeAll(context, closed, outcome));
      this.#runs.delete(schoolId);
      return;
    }
    if (!context || context.run < run) await this.#closeUnseen(closed);
  }

  async #closeAll(run: RunContext, closed: RunClosed, outcome: 'closed' | 'incomplete'): Promise<void> {
    for (const ledger of run.ledgers) {
      const granted = run.grants[ledger.addOn];
      const kinds = this.#o.kinds.filter((kind) => granted[kind] !== undefined);
      const lines = this.#lineContext(run, ledger);
      await closeLedger(this.#o.eventStore, lines, { outcome, closed, kinds, seen: run.seen });
      await sweepKeys(lines);
    }
  }

  /** The end of a run whose beginning this writer did not see: it was started in between. */
  async #closeUnseen(closed: RunClosed): Promise<void> {
    const { schoolId, run } = closed;
    const [key] = await this.#o.keyRing.get([runKeyId(schoolId, run)]);
    if (key?.state !== 'active') return;
    for (const addOn of this.#o.addOns) {
      const last = await this.#o.eventStore.readLast(closingsStream(schoolId, addOn));
      if (last && Number(last.data['run']) >= run) continue;
      const ledger = new Ledger(this.#o.eventStore, schoolId, addOn);
      await ledger.catchUp();
      const context = { schoolId, run, grants: {}, permissionsRevision: -1, basis: { settingsRevision: -1 } };
      const lines = this.#lineContext(context, ledger);
      const closing = { outcome: 'incomplete', closed, kinds: [], seen: new SeenRecords() } as const;
      await closeLedger(this.#o.eventStore, lines, closing);
    }
  }

  /**
   * Runs `work` on the school's open run. Where another writer appended in between, this one reads on and repeats it,
   * or, if a newer run fenced it off, gives the run up.
   */
  async #unlessFenced(schoolId: string, work: (run: RunContext) => Promise<void>): Promise<void> {
    for (;;) {
      const run = this.#runs.get(schoolId);
      if (!run) return;
      try {
        return await work(run);
      } catch (error) {
        if (!(error instanceof LedgerMoved)) throw error;
        for (const ledger of run.ledgers) await ledger.catchUp();
        if (run.ledgers.some((ledger) => ledger.state.fencedBy > run.run)) this.#runs.delete(schoolId);
      }
    }
  }

  #lineContext(
    run: {
      schoolId: string;
      run: number;
      grants: { [addOn in AddOn]?: LineContext['grants'] };
      permissionsRevision: number;
      basis: { settingsRevision: number };
    },
    ledger: Ledger,
  ): LineContext {
    return {
      ledger,
      keyRing: this.#o.keyRing,
      openFingerprintKey: new Pseudonyms(this.#o.masterKey, run.schoolId).fingerprintKey(),
      run: run.run,
      settingsRevision: run.basis.settingsRevision,
      permissionsRevision: run.permissionsRevision,
      grants: run.grants[ledger.addOn] ?? {},
      actor: this.#o.actor,
      now: this.#o.now,
    };
  }
}
