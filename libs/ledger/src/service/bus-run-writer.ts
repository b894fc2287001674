import { lookAgainSchema, permittedMessageSchema, TOPICS } from '@gatehouse/schemas';
import type { IncomingMessage } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/service';
import { errorClass, everyMinute, GuardedEngines, runsIn, SchoolMessages } from '@gatehouse/service';
import { KeyRing } from '@gatehouse/privacy';
import type { Refusal } from '../run/in-each-ledger.js';
import { LedgersRefused } from '../run/in-each-ledger.js';
import { RunWriter } from '../run/run-writer.js';
import type { ReceivedRecord, WriterTools } from '../run/writer-tools.js';

/** What a service brings to its writer. */
export type WriterOfService = Pick<
  WriterTools,
  'actor' | 'topic' | 'addOns' | 'kinds' | 'decide' | 'review' | 'asksRegister'
>;

/** Puts a run writer behind the message bus: messages parsed, failures put away or given up. */
export class BusRunWriter {
  readonly #host: ServiceHost;
  readonly #service: WriterOfService;
  readonly #records: SchoolMessages;
  readonly #looks: SchoolMessages;
  readonly #writer: RunWriter;
  #stopForgetting: () => void = () => undefined;

  constructor(host: ServiceHost, service: WriterOfService) {
    this.#host = host;
    this.#service = service;
    const engines = new GuardedEngines(host.engines, host);
    this.#records = new SchoolMessages(host, engines, {
      service: service.actor,
      topic: service.topic,
      handle: (schoolId, messages) =>
        this.#writer.handle(
          schoolId,
          messages.flatMap((message) => this.#parse(message)),
        ),
      giveUp: (_schoolId, messages, error) => this.#giveUp(messages, error),
    });
    this.#looks = new SchoolMessages(host, engines, {
      service: service.actor,
      topic: TOPICS.lookAgain,
      handle: async (schoolId) => this.#logHidden(schoolId, await this.#writer.lookAgain(schoolId)),
      giveUp: async (schoolId, _messages, error) => {
        this.#logHidden(schoolId, await this.#writer.hide(schoolId, error));
        return false;
      },
    });
    const { eventStore, keyStore, masterKey } = engines;
    this.#writer = new RunWriter({
      ...service,
      eventStore,
      keyRing: new KeyRing(keyStore, masterKey),
      masterKey,
      now: () => host.now(),
      onDecided: (schoolId, count) => host.observer.onDecided?.(schoolId, count),
      onFailedRecord: ({ id, message }, error) => this.#records.note(message, id, error),
    });
  }

  /** NestJS calls it. */
  onModuleInit(): void {
    const { logger } = this.#host;
    this.#stopForgetting = everyMinute(() => this.#writer.forgetEnded(), logger, {
      service: this.#service.actor,
    });
  }

  /** NestJS calls it. */
  onApplicationShutdown(): void {
    this.#stopForgetting();
  }

  /** Takes a batch. @throws when it must come again. */
  handle(batch: readonly IncomingMessage[]): Promise<void> {
    return this.#records.handle(batch);
  }

  /** Takes word that something restricts people of these schools. @throws when it must come again. */
  lookAgain(batch: readonly IncomingMessage[]): Promise<void> {
    return this.#looks.handle(batch.filter(({ value }) => lookAgainSchema.safeParse(value).success));
  }

  async #giveUp(messages: readonly IncomingMessage[], error: unknown): Promise<boolean> {
    const read = messages.flatMap((message) => this.#parse(message)).map(({ message }) => message);
    for (const name of runsIn(read)) {
      const { schoolId, run } = name;
      const fields = { service: this.#service.actor, schoolId, run, error: errorClass(error) };
      this.#host.logger.error(fields, 'A run is given up where it fails for good.');
      this.#logHidden(schoolId, await this.#writer.giveUp(name, error));
    }
    return error instanceof LedgersRefused;
  }

  #logHidden(schoolId: string, refusals: readonly Refusal[]): void {
    for (const { addOn, error } of refusals) {
      this.#host.logger.error(
        { service: this.#service.actor, schoolId, addOn, error: errorClass(error) },
        'What restricts people of a school cannot be applied to a ledger. It is hidden from readers after a minute, and tried again.',
      );
    }
  }

  #parse({ id, value }: IncomingMessage): ReceivedRecord[] {
    const parsed = permittedMessageSchema.safeParse(value);
    if (parsed.success) return [{ id, message: parsed.data }];
    this.#host.logger.error({ service: this.#service.actor, place: id }, 'A message has no known form.');
    return [];
  }
}
