import type { Kind, MisRecord, RecordMessage } from '@gatehouse/schemas';
import type { Sight } from '@gatehouse/policy';
import { blankMeaning } from '@gatehouse/policy';
import type { Ledger } from '../lines/ledger.js';
import type { DecideInput } from './decide-input.js';
import { NOBODY } from './review-basis.js';
import type { CalledKind } from './roll-call.js';
import type { RunContext } from './run-context.js';
import type { ReceivedRecord } from './writer-tools.js';

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
