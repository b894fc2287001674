import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { LedgerState } from '@gatehouse/ledger/ledger-state';

/** A school's ledgers, folded as their writers fold them, and read on when asked. */
export class SchoolLedgers {
  readonly states: ReadonlyMap<AddOn, LedgerState> = new Map(
    ADD_ONS.map((addOn) => [addOn, new LedgerState()]),
  );

  constructor(
    readonly store: EventStore,
    readonly schoolId: string,
  ) {}

  async catchUp(): Promise<void> {
    for (const [addOn, state] of this.states) {
      const lines = this.store.read(ledgerStream(this.schoolId, addOn), { from: state.revision + 1 });
      for await (const events of lines) for (const event of events) state.evolve(event);
    }
  }
}
