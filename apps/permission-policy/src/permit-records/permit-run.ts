import type { RecordsMessage, RunGivenUp, RunName, RunOpened } from '@gatehouse/schemas';
import { TOPICS, isSameRun, recordsMessageSchema } from '@gatehouse/schemas';
import type { IncomingMessage, OutgoingMessage } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/service';
import {
  GuardedEngines,
  SchoolMessages,
  errorClass,
  everyMinute,
  isOpenRun,
  runKey,
  runsIn,
  stubOf,
} from '@gatehouse/service';
import { grantsOf } from '@gatehouse/policy';
import { KeyRing } from '@gatehouse/privacy';
import { recordPermissions } from '../observe-permissions/record-permissions.js';
import type { PermittedRun } from './permit-record.js';
import { grantedToAny, permittedTopicOf, sealPermitted } from './permit-record.js';

interface Outgoing {
  topic: string;
  message: OutgoingMessage;
}

/** Passes one school's run on, each record with the fields that each add-on may have. */
export class PermitRun {
  readonly #host: ServiceHost;
  readonly #engines: GuardedEngines;
  readonly #keyRing: KeyRing;
  readonly #messages: SchoolMessages;
  readonly #runs = new Map<string, PermittedRun>();
  #stopForgetting: () => void = () => undefined;

  constructor(host: ServiceHost) {
    this.#host = host;
    this.#engines = new GuardedEngines(host.engines, host);
    this.#keyRing = new KeyRing(this.#engines.keyStore, this.#engines.masterKey);
    this.#messages = new SchoolMessages(host, this.#engines, {
      service: 'permission-policy',
      topic: TOPICS.records,
      handle: (schoolId, messages) => this.#handleSchool(schoolId, messages),
      giveUp: (_schoolId, messages, error) => this.#giveUp(messages, error),
    });
  }

  /** NestJS calls it. */
  onModuleInit(): void {
    const fields = { service: 'permission-policy' };
    this.#stopForgetting = everyMinute(() => this.#forgetEnded(), this.#host.logger, fields);
  }

  /** NestJS calls it. */
  onApplicationShutdown(): void {
    this.#stopForgetting();
  }

  /** Takes a batch. Messages of a run that has ended or was superseded are dropped. @throws when it must come again. */
  handle(batch: readonly IncomingMessage[]): Promise<void> {
    return this.#messages.handle(batch);
  }

  async #handleSchool(schoolId: string, incoming: readonly IncomingMessage[]): Promise<void> {
    await this.#forgetIfEnded(schoolId);
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
      if (messages.length > 0) await this.#engines.bus.publish(topic, messages);
    }
    // Only now: a batch that could not be published comes again, and its run must still be known then.
    for (const run of ended) this.#forget(run);
  }

  /** The writers close the run as given up; what comes of it here is dropped. */
  async #giveUp(messages: readonly IncomingMessage[], error: unknown): Promise<boolean> {
    const read = messages.flatMap(({ value }) => recordsMessageSchema.safeParse(value).data ?? []);
    for (const { schoolId, run, runId } of runsIn(read)) {
      const fields = { service: 'permission-policy', schoolId, run, error: errorClass(error) };
      this.#host.logger.error(fields, 'A run is given up: it fails for good.');
      const given: RunGivenUp = { type: 'run-given-up', schoolId, run, runId, error: errorClass(error) };
      for (const { topic, message } of toBothWriters(schoolId, given))
        await this.#engines.bus.publish(topic, [message]);
      this.#forget(given);
    }
    return false;
  }

  #forget(run: RunName): void {
    const held = this.#runs.get(run.schoolId);
    if (held && isSameRun(held, run)) this.#runs.delete(run.schoolId);
  }

  /** Of a run whose key is gone nobody wants anything any more. */
  async #forgetIfEnded(schoolId: string): Promise<void> {
    const held = this.#runs.get(schoolId);
    if (held && !(await runKey(this.#keyRing, held))) this.#forget(held);
  }

  /** Runs that nobody will end here, since their partition moved away. */
  async #forgetEnded(): Promise<void> {
    for (const schoolId of [...this.#runs.keys()]) await this.#forgetIfEnded(schoolId);
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
      this.#messages.note(message, id, error);
      return [{ topic, message: { key, value: stubOf(message) } }];
    }
  }

  async #open(message: RunOpened) {
    const { schoolId, run, runId, basis } = message;
    const key = await this.#keyOf(message);
    if (!key) return undefined;
    const { eventStore } = this.#engines;
    const permissionsRevision = await recordPermissions(eventStore, schoolId, run, basis, this.#host.now());
    const grants = grantsOf(basis.addOns);
    this.#runs.set(schoolId, { schoolId, run, runId, runKey: key, granted: grantedToAny(grants) });
    return { ...message, permissionsRevision, grants };
  }

  /** Undefined of a run that has ended or was superseded, and of one that the event store does not know. */
  async #keyOf(run: RunName): Promise<Buffer | undefined> {
    const key = await runKey(this.#keyRing, run);
    return key && (await isOpenRun(this.#engines.eventStore, run)) ? key : undefined;
  }
}

const toBothWriters = (key: string, value: unknown): Outgoing[] =>
  [TOPICS.permittedRecords, TOPICS.permittedEvents].map((topic) => ({ topic, message: { key, value } }));
