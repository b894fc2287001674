import { lookAgainSchema, permittedMessageSchema } from '@gatehouse/contracts';
import type { IncomingMessage } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/platform';
import { errorClass, FailingRecords, isEngineAway } from '@gatehouse/platform';
import { KeyRing } from '@gatehouse/privacy';
import { RunWriter } from '../run/run-writer.js';
import type { ReceivedRecord, WriterTools } from '../run/writer-tools.js';

/** What a service brings to its writer. */
export type WriterOfService = Pick<
  WriterTools,
  'actor' | 'topic' | 'addOns' | 'kinds' | 'decide' | 'review' | 'asksRegister'
>;

/** Puts a run writer behind the message bus: batches taken apart by school, messages parsed, failures put away. */
export class BusRunWriter {
  readonly #host: ServiceHost;
  readonly #service: WriterOfService;
  readonly #failing: FailingRecords;
  readonly #writer: RunWriter;

  constructor(host: ServiceHost, service: WriterOfService) {
    this.#host = host;
    this.#service = service;
    this.#failing = new FailingRecords(host, service.actor, service.topic);
    const { eventStore, keyStore, masterKey } = host.engines;
    this.#writer = new RunWriter({
      ...service,
      eventStore,
      keyRing: new KeyRing(keyStore, masterKey),
      masterKey,
      now: () => host.now(),
      onDecided: (schoolId, count) => host.observer.onDecided?.(schoolId, count),
      onFailedRecord: ({ id, message }, error) => this.#failing.note(message, id, error),
    });
  }

  /** Takes a batch. @throws when it must come again. */
  async handle(batch: readonly IncomingMessage[]): Promise<void> {
    await this.#failing.handle(batch, (schoolId, messages) =>
      this.#writer.handle(
        schoolId,
        messages.flatMap((message) => this.#parse(message)),
      ),
    );
  }

  /**
   * Takes word that something restricts people of these schools. One school's trouble does not keep the others waiting, in
   * this batch or after it: it is logged, and tried again with the school's next messages. Only while an engine is away
   * the batch comes again.
   */
  async lookAgain(batch: readonly IncomingMessage[]): Promise<void> {
    const schools = new Set(
      batch.flatMap(({ value }) => lookAgainSchema.safeParse(value).data?.schoolId ?? []),
    );
    const troubles: unknown[] = [];
    for (const schoolId of schools) {
      await this.#writer.lookAgain(schoolId).catch((error: unknown) => {
        if (isEngineAway(error)) troubles.push(error);
        else this.#logTrouble(schoolId, error);
      });
    }
    if (troubles.length > 0) throw troubles[0];
  }

  #logTrouble(schoolId: string, error: unknown): void {
    this.#host.logger.error(
      { service: this.#service.actor, schoolId, error: errorClass(error) },
      'What restricts people of a school cannot be applied to its ledgers. It is tried again with its next run or decision.',
    );
  }

  #parse({ id, value }: IncomingMessage): ReceivedRecord[] {
    const parsed = permittedMessageSchema.safeParse(value);
    if (parsed.success) return [{ id, message: parsed.data }];
    this.#host.logger.error({ service: this.#service.actor, place: id }, 'A message has no known form.');
    return [];
  }
}
