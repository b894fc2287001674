import type { AddOn, Kind, PermittedMessage, RecordMessage } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyRing, Pseudonyms } from '@gatehouse/privacy';
import type { Ledger, LineContext } from '../lines/ledger.js';
import { currencyOf } from '../register/apply-restrictions.js';
import type { SchoolRegister } from '../register/school-register.js';
import type { ReviewRecords } from '../review/review-ledger.js';
import type { DecideRecord } from './decide/facts.js';

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
  review: ReviewRecords;
  /** Whether the service decides people, and so asks the school's register. */
  asksRegister: boolean;
  now: () => Date;
  /** Called with a record that could not be processed; its last line stands and the run counts it as failed. */
  onFailedRecord: (failed: ReceivedRecord<RecordMessage>, error: unknown) => void;
  /** Called after records were decided, for progress. */
  onDecided?: (schoolId: string, count: number) => void;
}

/** What lines of a run, or of a look between runs, say about it. */
interface LinesOfRun {
  schoolId: string;
  pseudonyms: Pseudonyms;
  run: number | undefined;
  grants: { [addOn in AddOn]?: LineContext['grants'] } | undefined;
  permissionsRevision: number | undefined;
  basis: { settingsRevision: number };
  school?: SchoolRegister | undefined;
}

/** To be made before anything is decided: it holds what was known then. */
export function lineContextOf(tools: WriterTools, of: LinesOfRun, ledger: Ledger): LineContext {
  const { school } = of;
  return {
    ledger,
    keyRing: tools.keyRing,
    plainFingerprintKey: of.pseudonyms.fingerprintKey(),
    run: of.run,
    occasion: of.run ?? `${school?.words.revision}.${school?.register.revision}`,
    settingsRevision: of.run === undefined ? (school?.words.revision ?? -1) : of.basis.settingsRevision,
    restrictionsRevision: school?.register.revision,
    permissionsRevision: of.permissionsRevision,
    grants: of.grants && (of.grants[ledger.addOn] ?? {}),
    actor: tools.actor,
    assertCurrent: school && currencyOf(school, of.basis, ledger),
    now: tools.now,
  };
}
