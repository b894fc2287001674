import type { AddOn } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import type { EventStore, NewEvent } from '@gatehouse/event-store';
import { Conflicts, appendParts, expectedAfter } from '@gatehouse/event-store';
import { LedgerState } from './ledger-state.js';
import type { KeyRing } from '@gatehouse/privacy';

/** Somebody else appended: what this writer remembers is out of date, or a newer run fenced it off. */
export class LedgerMoved extends Error {
  readonly code = 'LEDGER_MOVED';
  constructor(readonly ledger: string) {
    super(`Another writer appended to ${ledger}. Read on to its end and decide again.`);
    this.name = 'LedgerMoved';
  }
}

/** One ledger in the hands of its writer: what it says so far, and appending with the exact revision. */
export class Ledger {
  readonly stream: string;
  readonly state = new LedgerState();
  readonly #store: EventStore;
  readonly #conflicts = new Conflicts();
  /** Whether the ledger was read to its end at least once. */
  isCaughtUp = false;

  constructor(
    store: EventStore,
    readonly schoolId: string,
    readonly addOn: AddOn,
  ) {
    this.#store = store;
    this.stream = ledgerStream(schoolId, addOn);
  }

  /** Reads on from what is remembered to the ledger's end. */
  async catchUp(): Promise<void> {
    for await (const events of this.#store.read(this.stream, { from: this.state.revision + 1 })) {
      for (const event of events) this.state.evolve(event);
    }
    this.isCaughtUp = true;
  }

  /**
   * Appends lines behind the last one that is remembered. Each line stands for itself: more than a store takes at once
   * are appended in parts.
   *
   * @throws LedgerMoved when the ledger does not end there; parts before it stand, and are remembered. StreamContradicts
   * when that is so again and again, and there is nothing to read on to.
   */
  async append(lines: readonly NewEvent[]): Promise<void> {
    for (const part of appendParts(lines)) {
      const { revision } = this.state;
      const result = await this.#store.append(this.stream, expectedAfter(revision), part);
      if (!result.ok) {
        this.#conflicts.note(this.stream, revision);
        throw new LedgerMoved(this.stream);
      }
      part.forEach((line, i) => this.state.evolve({ ...line, revision: revision + 1 + i }));
    }
  }
}

/** Everything that lines of one run, or of one look between runs, have in common in one ledger. */
export interface LineContext {
  ledger: Ledger;
  keyRing: KeyRing;
  /** Keys the fingerprints of lines without personal values (`Pseudonyms.fingerprintKey`). */
  plainFingerprintKey: Buffer;
  /** The open run that the lines belong to; undefined between runs. */
  run: number | undefined;
  /** The run, or between runs what the lines were written on: part of their ids. */
  occasion: number | string;
  settingsRevision: number;
  /** How far the register was read; undefined where nobody asks it. */
  restrictionsRevision: number | undefined;
  permissionsRevision: number | undefined;
  /**
   * Field names that the add-on may have, by kind; a kind that it does not take is missing. Undefined between runs, where
   * no field is taken away: a record then stays in its generation.
   */
  grants: { readonly [kind: string]: readonly string[] | undefined } | undefined;
  actor: string;
  /**
   * Asked before lines are appended that let somebody in.
   *
   * @param comingIn record keys of those whom the lines let in.
   * @throws LedgerMoved when something restricts one of them, or somebody who is in, that the decisions did not know.
   */
  assertCurrent?: ((comingIn: ReadonlySet<string>) => Promise<void>) | undefined;
  now: () => Date;
}
