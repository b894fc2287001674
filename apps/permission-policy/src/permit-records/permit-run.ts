import type { RecordsMessage, RunName, RunOpened } from '@gatehouse/contracts';
import { isSameRun, recordsMessageSchema, TOPICS } from '@gatehouse/contracts';
import type { IncomingMessage, OutgoingMessage } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/platform';
import { FailingRecords, isOpenRun, runKey, stubOf } from '@gatehouse/platform';
import { grantsOf } from '@gatehouse/policy';
import { KeyRing } from '@gatehouse/privacy';
import { recordPermissions } from '../observe-permissions/record-permissions.js';
import { grantedToAny } from './permit-record.js';
import type { PermittedRun } from './permitted-run.js';
import { permittedTopicOf, sealPermitted } from './seal-permitted.js';

interface Outgoing {
  topic: string;
  message: OutgoingMessage;
}

/** Passes one school's run on, each record with the fields that each add-on may have. */
export class PermitRun {
  readonly #host: ServiceHost;
  readonly #keyRing: KeyRing;
  readonly #failing: FailingRecords;
  readonly #runs = new Map<string, PermittedRun>();

  constructor(host: ServiceHost) {
    this.#host = host;
    this.#keyRing = new KeyRing(host.engines.keyStore, host.engines.masterKey);
    this.#failing = new FailingRecords(host, 'permission-policy', TOPICS.records);
  }

  /** Takes a batch. Messages of a run that has ended or was superseded are dropped. @throws when it must come again. */
  async handle(batch: readonly IncomingMessage[]): Promise<void> {
    await this.#failing.handle(batch, (schoolId, messages) => this.#handleSchool(schoolId, messages));
  }

  async #handleSchool(schoolId: string, incoming: readonly IncomingMessage[]): Promise<void> {
    const outgoing: Outgoing[] = [];
    const ended: RunName[] = [];
    for (const { id, value } of incoming) {
      const parsed = recordsMessageSchema.safeParse(value);
      if (parsed.success) {
        outgoing.push(...(await this.#passOn(schoolId, id, parsed.data)));
        if (parsed.data.type === 'run-closed') ended.push(parsed.data);
      } else
        this.#host.logger.error({ service: 'permission-policy', place: id }, 'A message has no known form.');
    }
    for (const topic of [TOPICS.permittedRecords, TOPICS.permittedEvents]) {
      const messages = outgoing.filter((out) => out.topic === topic).map((out) => out.message);
      if (messages.length > 0) await this.#host.engines.bus.publish(topic, messages);
    }
    // Only now: a batch that could not be published comes again, and its run must still be known then.
    for (const run of ended) {
      const known = this.#runs.get(schoolId);
      if (known && isSameRun(known, run)) this.#runs.delete(schoolId);
    }
  }

  async #passOn(schoolId: string, id: string, message: RecordsMessage): Promise<Outgoing[]> {
    const key = schoolId;
    if (message.type === 'run-opened') {
      const opened = await this.#open(message);
      return opened ? toBothWriters(key, opened) : [];
    }
    if (message.type === 'run-closed') {
      // Passed on even by an instance that did not see the run from its beginning: the writers then find it incomplete.
      return (await this.#keyOf(message)) ? toBothWriters(key, message) : [];
    }
    const run = this.#runs.get(schoolId);
    if (!run || !isSameRun(run, message)) return [];
    const topic = permittedTopicOf(message.kind);
    if (message.type !== 'record') return [{ topic, message: { key, value: message } }];
    try {
      return [{ topic, message: { key, value: sealPermitted(run, message) } }];
    } catch (error) {
      this.#failing.note(message, id, error);
      return [{ topic, message: { key, value: stubOf(message) } }];
    }
  }

  async #open(message: RunOpened) {
    const { schoolId, run, runId, basis } = message;
    const key = await this.#keyOf(message);
    if (!key) return undefined;
    const { eventStore } = this.#host.engines;
    const permissionsRevision = await recordPermissions(eventStore, schoolId, run, basis, this.#host.now());
    const grants = grantsOf(basis.addOns);
    this.#runs.set(schoolId, { schoolId, run, runId, runKey: key, granted: grantedToAny(grants) });
    return { ...message, permissionsRevision, grants };
  }

  /** Undefined of a run that has ended or was superseded, and of one that the event store does not know. */
  async #keyOf(run: RunName): Promise<Buffer | undefined> {
    const key = await runKey(this.#keyRing, run);
    return key && (await isOpenRun(this.#host.engines.eventStore, run)) ? key : undefined;
  }
}

const toBothWriters = (key: string, value: unknown): Outgoing[] =>
  [TOPICS.permittedRecords, TOPICS.permittedEvents].map((topic) => ({ topic, message: { key, value } }));
