import type { AddOn, Kind, MisRecord, RecordMessage, RollCall } from '@gatehouse/schemas';
import type { Settings, Sight, Standing } from '@gatehouse/policy';
import { blankMeaning } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { Decided } from '../../lines/decided.js';
import type { Ledger } from '../../lines/ledger.js';
import { NOBODY } from '../open/review-basis.js';
import type { CalledKind } from './roll-call.js';
import type { RunContext } from '../run-context.js';
import type { ReceivedRecord } from '../writer-tools.js';

/** The facts that a decision on one record for one add-on rests on. */
export interface DecideInput {
  message: RecordMessage;
  causationId: string;
  /** The record with the fields that this add-on may have. */
  record: MisRecord;
  addOn: AddOn;
  /** Whether the add-on takes employees in this run. */
  takesEmployees: boolean;
  settings: Settings;
  /** What the register says of the record's row. */
  remembered: Standing;
  /** Of a contact: children on whose links a blank order means nothing in this reading. */
  blankPasses: ReadonlySet<string>;
  /** Whether the school blocks anybody at all. */
  isAnybodyBlocked: boolean;
  /** What was said of the kind's reading. */
  reading: Pick<RollCall, 'whole'>;
  /** New, and waits for a person: it looks like a change of MIS (design section 3, hold). */
  isArrivalHeld: boolean;
  /** Whether a pupil or an employee is new and waits so: who names them cannot be told without them yet. */
  waits: (recordKey: string) => boolean;
  /** Whether the record is in the add-on now. */
  isIn: boolean;
  /** Whether a record is in the add-on: documents name only who is (ADR 0010). */
  isPresent: (recordKey: string) => boolean;
  pseudonyms: Pseudonyms;
}

/** What a service brings to the writer: the decision on one record for one add-on; undefined leaves its last line. Pure. */
export type DecideRecord = (input: DecideInput) => Decided | undefined;

const NONE: ReadonlySet<string> = new Set();
/** Kinds that others name. */
const MEMBERS: readonly Kind[] = ['student', 'employee'];

/**
 * Works out, for records of one kind of a run in one ledger, what their decisions rest on. Decides nothing.
 *
 * @param call the kind's roll call, complete.
 */
export function factsIn(
  run: RunContext,
  { addOn, state }: Ledger,
  call: CalledKind,
): (received: ReceivedRecord<RecordMessage>, record: MisRecord) => DecideInput {
  const { pseudonyms } = run;
  const view = run.school?.view(run.basis);
  const standings = view?.standings ?? NOBODY;
  const isPresent = (recordKey: string) => state.records.get(recordKey)?.outcome === 'imported';
  const takesEmployees = run.grants[addOn].employee !== undefined;
  const waits = (recordKey: string) =>
    MEMBERS.some((kind) => run.calls.get(kind)?.heldArrivals.has(recordKey) ?? false);
  return ({ id, message }, record) => ({
    message,
    causationId: id,
    record,
    addOn,
    takesEmployees,
    settings: view?.settings ?? run.settings,
    remembered: standings.of(message.recordKey),
    blankPasses: record.kind === 'contact' && view ? blankPasses(view.sight, message, record.links) : NONE,
    isAnybodyBlocked: standings.isAnybodyBlocked,
    reading: call,
    isArrivalHeld: call.heldArrivals.has(message.recordKey),
    waits,
    isIn: isPresent(message.recordKey),
    isPresent,
    pseudonyms,
  });
}

/** Children on whose links a blank order means nothing, in the readings of a MIS that has lost all its values. */
function blankPasses(
  sight: Sight,
  { recordKey, observedAt }: RecordMessage,
  links: readonly { child: string }[],
): ReadonlySet<string> {
  if (!sight.register.blank) return NONE;
  const day = sight.register.lastWhole.contact?.day ?? observedAt.slice(0, 10);
  const passing = links.filter(
    ({ child }) => blankMeaning(sight, sight.register.linkOf(recordKey, child), day) === 'passes',
  );
  return new Set(passing.map(({ child }) => child));
}
