import { permittedMessageSchema } from '@gatehouse/contracts';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { byKey } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/platform';
import { errorClass, sendToDeadLetters } from '@gatehouse/platform';
import { KeyRing } from '@gatehouse/privacy';
import { RunWriter } from '../run/run-writer.js';
import type { ReceivedRecord, WriterTools } from '../run/writer-tools.js';

/** What a service brings to its writer. */
export type WriterOfService = Pick<WriterTools, 'actor' | 'topic' | 'addOns' | 'kinds' | 'decide'>;

/** Puts a run writer behind the message bus: batches taken apart by school, messages parsed, failures put away. */
export class BusRunWriter {
  readonly #host: ServiceHost;
  readonly #service: WriterOfService;
  readonly #writer: RunWriter;

  constructor(host: ServiceHost, service: WriterOfService) {
    this.#host = host;
    this.#service = service;
    const { eventStore, keyStore, masterKey, bus } = host.engines;
    this.#writer = new RunWriter({
      ...service,
      eventStore,
      keyRing: new KeyRing(keyStore, masterKey),
      masterKey,
      now: () => host.now(),
      onDecided: (schoolId, count) => host.observer.onDecided?.(schoolId, count),
      onFailedRecord: async ({ id, message }, error) => {
        const { schoolId, run, kind, recordKey } = message;
        host.logger.error(
          { service: service.actor, place: id, error: errorClass(error) },
          'A record failed.',
        );
        const letter = { schoolId, run, kind, recordKey, place: id, attempts: 1 };
        await sendToDeadLetters(bus, service.topic, letter, error);
      },
    });
  }

  async handle(messages: readonly IncomingMessage[]): Promise<void> {
    for (const [schoolId, group] of byKey(messages)) {
      await this.#writer.handle(
        schoolId,
        group.flatMap((message) => this.#parse(message)),
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
