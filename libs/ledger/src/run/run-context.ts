import type { Basis, Grants, Kind } from '@gatehouse/schemas';
import type { Settings } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { Ledger } from '../lines/ledger.js';
import type { SchoolRegister } from '../register/school-register.js';
import type { CalledKind } from './decide/roll-call.js';

/** A run as its writer holds it in memory, from `run-opened` to `run-closed`. */
export interface RunContext {
  schoolId: string;
  pseudonyms: Pseudonyms;
  run: number;
  /** The id of its `SyncRunStarted`; undefined of a run of an earlier version. */
  runId: string | undefined;
  basis: Basis;
  grants: Grants;
  permissionsRevision: number;
  /** The settings that the run was started on. */
  settings: Settings;
  /** The school's register; undefined for a writer that decides no people. */
  school: SchoolRegister | undefined;
  /** The roll calls of the kinds: who is present, gone and new, known before the first record. */
  calls: Map<Kind, CalledKind>;
  runKey: Buffer;
  /** Those that are not closed in this run yet. */
  ledgers: readonly Ledger[];
  /** Those and the ones that are closed, without what was given up: what a roll call means is judged over all. */
  allLedgers: readonly Ledger[];
  seen: SeenRecords;
}

/** What the writer saw of a run, by kind: for the comparison with what was sent, and for the counts. */
export class SeenRecords {
  readonly #keys = new Map<Kind, Set<string>>();
  readonly #failed = new Map<Kind, Set<string>>();

  add(kind: Kind, recordKey: string): void {
    setOf(this.#keys, kind).add(recordKey);
  }

  addFailed(kind: Kind, recordKey: string): void {
    this.add(kind, recordKey);
    setOf(this.#failed, kind).add(recordKey);
  }

  has(kind: Kind, recordKey: string): boolean {
    return this.#keys.get(kind)?.has(recordKey) ?? false;
  }

  of(kind: Kind): ReadonlySet<string> {
    return setOf(this.#keys, kind);
  }

  failedOf(kind: Kind): ReadonlySet<string> {
    return setOf(this.#failed, kind);
  }
}

function setOf(sets: Map<Kind, Set<string>>, kind: Kind): Set<string> {
  const set = sets.get(kind) ?? new Set<string>();
  sets.set(kind, set);
  return set;
}
