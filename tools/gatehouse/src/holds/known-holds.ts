import type { EventStore } from '@gatehouse/event-store';
import type { SchoolRegister } from '@gatehouse/ledger/register';
import type { Settings } from '@gatehouse/policy';
import { knownRegister, readRegister } from '../restrictions/known-register.js';
import type { HoldContext } from './hold-document.js';
import type { KindHold } from './kind-hold.js';
import { kindHolds, shownBySource } from './kind-hold.js';
import { SchoolLedgers } from './school-ledgers.js';
import { unmatchedOf } from './unmatched.js';

/** What waits in a school, with all that a decision about it is made on. */
export interface KnownHolds {
  ledgers: SchoolLedgers;
  holds: readonly KindHold[];
  settings: Settings;
  contextOf(hold: KindHold, now: Date): HoldContext;
}

/** Reads a school's ledgers, words and register to their ends, as often as it is asked. */
export class HoldReader {
  readonly #ledgers: SchoolLedgers;
  #register: SchoolRegister | undefined;

  constructor(
    readonly store: EventStore,
    readonly schoolId: string,
  ) {
    this.#ledgers = new SchoolLedgers(store, schoolId);
  }

  async read(): Promise<KnownHolds> {
    await this.#ledgers.catchUp();
    this.#register ??= await readRegister(this.store, this.schoolId);
    await this.#register.catchUp();
    const known = knownRegister(this.#register);
    const settings = this.#register.settingsAt(Infinity);
    const ledgers = this.#ledgers;
    const { schoolId } = this;
    return {
      ledgers,
      holds: kindHolds(ledgers),
      settings,
      contextOf: (hold, now) => ({
        schoolId,
        words: settings.holdWords,
        unmatched: hold.isChangeOfMis ? unmatchedOf(known, hold.kind, shownBySource(ledgers, hold.kind)) : [],
        now,
      }),
    };
  }
}
