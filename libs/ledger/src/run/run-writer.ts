import type {
  AddOn,
  FailedRecord,
  PermittedRunOpened,
  RecordMessage,
  RollCall,
  RunClosed,
  RunGivenUp,
  RunName,
} from '@gatehouse/schemas';
import { isSameRun } from '@gatehouse/schemas';
import { HandlerHung } from '@gatehouse/message-bus';
import { isDeliveredAgain, runKey } from '@gatehouse/service';
import type { Ledger } from '../lines/ledger.js';
import { LedgerMoved } from '../lines/ledger.js';
import { closeRun, closeUnseenRun } from './close/close-run.js';
import { decideRecords } from './decide/decide-records.js';
import { giveUpLedgers } from './give-up.js';
import { hideLedger } from './hidden-ledger.js';
import type { Refusal } from './in-each-ledger.js';
import { LedgersRefused, inEachLedger } from './in-each-ledger.js';
import { isClosedIn } from './closings.js';
import { isBehind } from '../register/apply-restrictions.js';
import { RegisterBehind } from '../register/school-register.js';
import { lookAgain } from './look-again.js';
import { beginRun, openLedgers, reviewInRun } from './open/open-run.js';
import { judgeCalled, takePart } from './decide/roll-call.js';
import type { RunContext } from './run-context.js';
import type { ReceivedRecord, WriterTools } from './writer-tools.js';

/**
 * The writer of ledgers, run by run: what contact-filter and calendar-sync have in common. A writer that did not see a
 * run from its beginning decides nothing in it: it closes it as incomplete, and another run follows (ADR 0005).
 */
export class RunWriter {
  readonly #tools: WriterTools;
  readonly #runs = new Map<string, RunContext>();
  /** One school's messages are taken one after the other, from whichever topic they come. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(tools: WriterTools) {
    this.#tools = tools;
  }

  /** Takes one school's messages, in order. Repeated, late and foreign ones change nothing. */
  handle(schoolId: string, received: readonly ReceivedRecord[]): Promise<void> {
    return this.#inTurn(schoolId, () => this.#handle(schoolId, received));
  }

  /**
   * Takes out whom settings and register keep out by now, between runs and in the middle of one (restrictions.md, rule
   * 17). Needs no run to be known: a service that was restarted in mid-run goes on restricting.
   *
   * @returns the ledgers in which that failed: they are hidden from readers after a minute, and looked into again.
   */
  lookAgain(schoolId: string): Promise<readonly Refusal[]> {
    return this.#inTurn(schoolId, async () => {
      try {
        await this.#whileOpen(schoolId, async () => undefined);
      } catch (error) {
        const run = this.#runs.get(schoolId);
        if (isDeliveredAgain(error) || !run) throw error;
        await this.#giveUp(run, refusalsIn(error, this.#tools.addOns));
      }
      // Those that the run has closed already are in nobody's hands.
      const inHand = this.#runs.get(schoolId)?.ledgers ?? [];
      const others = this.#tools.addOns.filter((addOn) => !inHand.some((ledger) => ledger.addOn === addOn));
      return others.length > 0 ? lookAgain(this.#tools, schoolId, others) : [];
    });
  }

  /**
   * Gives a run up in the ledgers that an error names, or in all that are open, and applies there what restricts, outside
   * the run. @returns the ledgers in which that failed, too.
   */
  giveUp(run: RunName, error: unknown): Promise<readonly Refusal[]> {
    const { schoolId } = run;
    // Whoever hangs holds the turn for ever; what it still asks of an engine is refused.
    if (error instanceof HandlerHung) {
      this.#turns.delete(schoolId);
      this.#runs.delete(schoolId);
    }
    return this.#inTurn(schoolId, () => this.#giveUp(run, refusalsIn(error, this.#tools.addOns)));
  }

  /** Hides all of the school's ledgers from readers, until a look has succeeded. @returns them. */
  async hide(schoolId: string, error: unknown): Promise<readonly Refusal[]> {
    const refusals = refusalsIn(error, this.#tools.addOns);
    for (const { addOn } of refusals) await hideLedger(this.#tools, schoolId, addOn, error);
    return refusals;
  }

  /** Forgets runs that nobody will end here: their partition moved away, or their service died. */
  async forgetEnded(): Promise<void> {
    for (const run of [...this.#runs.values()]) await this.#isAlive(run);
  }

  async #giveUp(run: RunName, refusals: readonly Refusal[]): Promise<readonly Refusal[]> {
    const { schoolId } = run;
    await giveUpLedgers(this.#tools, run, refusals);
    const addOns = refusals.map(({ addOn }) => addOn);
    const held = this.#runs.get(schoolId);
    if (held && isSameRun(held, run)) {
      const isLeft = ({ addOn }: Ledger) => !addOns.includes(addOn);
      held.ledgers = held.ledgers.filter(isLeft);
      held.allLedgers = held.allLedgers.filter(isLeft);
      if (held.ledgers.length === 0) this.#runs.delete(schoolId);
    }
    return this.#tools.asksRegister ? lookAgain(this.#tools, schoolId, addOns) : [];
  }

  async #inTurn<T>(schoolId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(schoolId);
    const turn = (before ?? Promise.resolve()).then(work, work);
    this.#turns.set(schoolId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(schoolId) === turn) this.#turns.delete(schoolId);
    }
  }

  async #handle(schoolId: string, received: readonly ReceivedRecord[]): Promise<void> {
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
      else if (message.type === 'roll-call') await this.#call(message);
      else if (message.type === 'run-given-up') await this.#passOver(message);
      else await this.#close(message);
    }
    await flush();
  }

  async #open(opened: PermittedRunOpened): Promise<void> {
    const { schoolId, run, fences } = opened;
    const held = this.#runs.get(schoolId);
    // One of a past that was given up may have a greater number: then its key is gone.
    if (held && (isSameRun(held, opened) || (held.run >= run && (await this.#isAlive(held))))) return;
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

  /** @throws RegisterBehind while the register cannot be read as far as the reading needs it. */
  async #call(part: RollCall): Promise<void> {
    const { schoolId, kind, restrictionsRevision } = part;
    const run = this.#runs.get(schoolId);
    if (!run || !isSameRun(run, part) || !(await this.#isAlive(run))) return;
    await run.school?.catchUp();
    if (run.school && run.school.register.revision < restrictionsRevision) throw new RegisterBehind(schoolId);
    // One that comes again, late, must not be judged anew on what was decided since.
    if (run.calls.get(kind)?.isComplete) return;
    const call = takePart(run.calls, part);
    if (part.isLast) await judgeCalled(this.#tools, run, kind, call);
  }

  /** permission-policy could not pass the run on. */
  async #passOver(given: RunGivenUp): Promise<void> {
    await this.#giveUp(given, refusalsIn(new GivenUpBefore(given.error), this.#tools.addOns));
  }

  async #close(closed: RunClosed): Promise<void> {
    const { schoolId, run } = closed;
    const held = this.#runs.get(schoolId);
    if (held && isSameRun(held, closed)) {
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
        await this.#applyWhatRestricts(run);
        return await work(run);
      } catch (error) {
        if (!(error instanceof LedgerMoved)) throw error;
        await this.#readOn(run);
      }
    }
  }

  /**
   * Before anything is decided nobody is left in whom the register or a decision keeps out by now. What fails here is
   * not about the record in hand, which must not be put away for it.
   */
  async #applyWhatRestricts(run: RunContext): Promise<void> {
    const { school } = run;
    if (!school) return;
    await school.catchUp();
    // One that was never read is about to be opened, and reviewed then.
    const behind = run.ledgers.filter((ledger) => ledger.isCaughtUp && isBehind(ledger.state, school));
    await inEachLedger(behind, (ledger) => reviewInRun(this.#tools, run, ledger));
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
  async #isAlive(run: RunContext): Promise<boolean> {
    if (await runKey(this.#tools.keyRing, run)) return true;
    const held = this.#runs.get(run.schoolId);
    if (held && isSameRun(held, run)) this.#runs.delete(run.schoolId);
    return false;
  }
}

/** The ledgers that an error names; else all. */
const refusalsIn = (error: unknown, addOns: readonly AddOn[]): readonly Refusal[] =>
  error instanceof LedgersRefused ? error.refusals : addOns.map((addOn) => ({ addOn, error }));

/** What made another service give the run up. */
class GivenUpBefore extends Error {
  constructor(readonly code: string) {
    super('Another service could not go on with the run.');
    this.name = 'GivenUpBefore';
  }
}
