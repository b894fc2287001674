import type { EventMetadata } from '@gatehouse/schemas';
import { ledgerEventType } from '@gatehouse/schemas';
import type { NewEvent } from '@gatehouse/event-store';
import { RULES_VERSION } from '@gatehouse/policy';
import type { Personal } from '@gatehouse/privacy';
import { canonicalJson, eventId, fingerprintOf, LineSeal } from '@gatehouse/privacy';
import type { Decided, DecidedImport } from './decided.js';
import type { LineContext } from './ledger.js';

/** The fingerprint of a decision that holds no personal value: over all that its line would say. */
export function plainFingerprint(context: LineContext, decided: Exclude<Decided, DecidedImport>): string {
  const { observedAt: _, causationId: __, ...said } = decided;
  return fingerprintOf(context.plainFingerprintKey, canonicalJson(said));
}

/** An import made ready: what it says, told once in canonical JSON, and its fingerprint under the record's own key. */
export interface ReadyImport {
  decided: DecidedImport;
  generation: number;
  seal: LineSeal;
  values: Personal<string>;
  fingerprint: string;
}

/** @param key the record's key of that generation. */
export function readyImport(decided: DecidedImport, generation: number, key: Buffer): ReadyImport {
  const { outcome, personKey, categoryKey } = decided;
  const seal = new LineSeal(key);
  const values = decided.document.map(canonicalJson);
  const fingerprint = seal.fingerprint(canonicalJson({ outcome, personKey, categoryKey }), values);
  return { decided, generation, seal, values, fingerprint };
}

/** The line of an import, its values sealed. */
export function importLine(context: LineContext, recordedAt: string, ready: ReadyImport): NewEvent {
  const { decided, generation, fingerprint } = ready;
  const { recordKey, personKey, fields, categoryKey } = decided;
  const id = idOf(context, decided, fingerprint);
  const { schoolId, stream } = context.ledger;
  const sealed = ready.seal.seal({ schoolId, ledger: stream, eventId: id }, ready.values);
  return {
    id,
    type: ledgerEventType(decided.kind, 'imported'),
    data: withoutUndefined({ recordKey, personKey, fields, generation, sealed, categoryKey }),
    metadata: metadataOf(context, recordedAt, decided, fingerprint),
  };
}

/** The line of an exclusion or a withdrawal: no personal value in it. */
export function plainLineOf(
  context: LineContext,
  recordedAt: string,
  decided: Exclude<Decided, DecidedImport>,
  fingerprint: string,
): NewEvent {
  const { kind, outcome, observedAt: _, causationId: __, ...data } = decided;
  return {
    id: idOf(context, decided, fingerprint),
    type: ledgerEventType(kind, outcome),
    data: withoutUndefined(data),
    metadata: metadataOf(context, recordedAt, decided, fingerprint),
  };
}

/** The same decision made twice on one occasion is the same event; the fingerprint tells two in one run apart (ADR 0007). */
const idOf = (context: LineContext, decided: Decided, fingerprint: string) =>
  eventId(context.ledger.stream, decided.recordKey, context.occasion, decided.outcome, fingerprint);

function metadataOf(
  context: LineContext,
  recordedAt: string,
  decided: Decided,
  fingerprint: string,
): NewEvent['metadata'] {
  const metadata: EventMetadata = {
    schemaVersion: 1,
    actor: context.actor,
    recordedAt,
    run: context.run,
    rulesVersion: RULES_VERSION,
    settingsRevision: context.settingsRevision,
    restrictionsRevision: context.restrictionsRevision,
    permissionsRevision: context.permissionsRevision,
    fingerprint,
    causationId: decided.causationId,
    observedAt: decided.observedAt,
  };
  return withoutUndefined(metadata);
}

/** Now, but never before the previous line's time, even if the machine's clock was set back. */
export function recordingTime({ now, ledger }: LineContext): string {
  const time = now().toISOString();
  return time < ledger.state.recordedAt ? ledger.state.recordedAt : time;
}

/** A property that is not there, and none that is undefined: lines look the same when they are read again. */
function withoutUndefined(object: { [name: string]: unknown }): NewEvent['data'] {
  for (const name in object) if (object[name] === undefined) delete object[name];
  return object;
}
