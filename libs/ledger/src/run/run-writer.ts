import type { FailedRecord, PermittedRunOpened, RecordMessage, RunClosed } from '@gatehouse/contracts';
import { runKey } from '@gatehouse/platform';
import type { Ledger } from '../lines/ledger.js';
import { LedgerMoved } from '../lines/ledger.js';
import { closeRun, closeUnseenRun } from './close-run.js';
import { decideRecords } from './decide-records.js';
import { isClosedIn } from './last-closing.js';
import { beginRun, openLedgers } from './open-run.js';
import type { RunContext } from './run-context.js';
import type { ReceivedRecord, WriterTools } from './writer-tools.js';

/**
 * The writer of ledgers, run by run: what contact-filter and calendar-sync have in common. A writer that did not see a
 * run from its beginning decides nothing in it: it closes it as incomplete, and another run follows (ADR 0005).
 */
export class RunWriter {
  readonly #tools: WriterTools;
  readonly #runs = new Map<string, RunContext>();

  constructor(tools: WriterTools) {
    this.#tools = tools;
  }

  /** Takes one school's messages, in order. Repeated, late and foreign ones change nothing. */
  async handle(schoolId: string, received: readonly ReceivedRecord[]): Promise<void> {
    let chunk: ReceivedRecord<RecordMessage | FailedRecord>[] = [];
    const flush = async () => {
      const records = chunk;
      chunk = [];
      if (records.length > 0)
        await this.#whileOpen(schoolId, (run) => decideRecords(this.#tools, run, records));
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
    const { schoolId, run, fences } = opened;
    const held = this.#runs.get(schoolId);
    if (held && held.run >= run) return;
    const begun = await beginRun(this.#tools, opened);
    if (!begun) return;
    this.#runs.set(schoolId, begun);
    try {
      await this.#whileOpen(schoolId, (context) => openLedgers(this.#tools, context, fences));
    } catch (error) {
      // The message comes again: then the run must be opened from the start.
      this.#runs.delete(schoolId);
      throw error;
    }
  }

  async #close(closed: RunClosed): Promise<void> {
    const { schoolId, run } = closed;
    const held = this.#runs.get(schoolId);
    if (held?.run === run) {
      await this.#whileOpen(schoolId, (context) => closeRun(this.#tools, context, closed));
      this.#runs.delete(schoolId);
    } else if (!held || held.run < run) {
      await closeUnseenRun(this.#tools, closed);
    }
  }

  /**
   * Does `work` on the school's open run. Where another writer appended in between, this one reads on and repeats it,
   * or gives the run up, if it has ended or a newer one has begun.
   */
  async #whileOpen(schoolId: string, work: (run: RunContext) => Promise<void>): Promise<void> {
    for (;;) {
      const run = this.#runs.get(schoolId);
      if (!run || !(await this.#isAlive(run))) return;
      try {
        return await work(run);
      } catch (error) {
        if (!(error instanceof LedgerMoved)) throw error;
        await this.#readOn(run);
      }
    }
  }

  /** Reads on after somebody else appended, and gives up what is no longer this run's to write. */
  async #readOn(run: RunContext): Promise<void> {
    const { eventStore } = this.#tools;
    const { schoolId, ledgers } = run;
    const open: Ledger[] = [];
    for (const ledger of ledgers) {
      await ledger.catchUp();
      if (!(await isClosedIn(eventStore, schoolId, ledger.addOn, run.run))) open.push(ledger);
    }
    run.ledgers = open;
    const isSuperseded = ledgers.some(({ state }) => state.newestRun > run.run);
    if (isSuperseded || open.length === 0) this.#runs.delete(schoolId);
  }

  /** A run whose key is gone has ended, or was superseded: nobody writes for it any more (design section 1, step 3). */
  async #isAlive({ schoolId, run }: RunContext): Promise<boolean> {
    if (await runKey(this.#tools.keyRing, schoolId, run)) return true;
    this.#runs.delete(schoolId);
    return false;
  }
}
