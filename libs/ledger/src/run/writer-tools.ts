import type { AddOn, Kind, PermittedMessage, RecordMessage } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { Pseudonyms } from '@gatehouse/privacy';
import type { Ledger } from '../lines/ledger.js';
import type { LineContext } from '../lines/line-context.js';
import type { DecideRecord } from './decide-input.js';

/** A message of a run with its name on the bus. */
export interface ReceivedRecord<M = PermittedMessage> {
  id: string;
  message: M;
}

/** What a writer works with: its engines, and what the service brings. */
export interface WriterTools {
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
  onFailedRecord: (failed: ReceivedRecord<RecordMessage>, error: unknown) => void;
  /** Called after records were decided, for progress. */
  onDecided?: (schoolId: string, count: number) => void;
}

/** What lines of a run say about it. */
interface LinesOfRun {
  schoolId: string;
  run: number;
  grants: { [addOn in AddOn]?: LineContext['grants'] };
  permissionsRevision: number;
  basis: { settingsRevision: number };
}

export function lineContextOf(tools: WriterTools, run: LinesOfRun, ledger: Ledger): LineContext {
  return {
    ledger,
    keyRing: tools.keyRing,
    openFingerprintKey: new Pseudonyms(tools.masterKey, run.schoolId).fingerprintKey(),
    run: run.run,
    settingsRevision: run.basis.settingsRevision,
    permissionsRevision: run.permissionsRevision,
    grants: run.grants[ledger.addOn] ?? {},
    actor: tools.actor,
    now: tools.now,
  };
}
