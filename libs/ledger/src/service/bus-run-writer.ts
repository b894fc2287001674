import { permittedMessageSchema } from '@gatehouse/contracts';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { byKey } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/platform';
import { errorClass, sendToDeadLetters } from '@gatehouse/platform';
import { KeyRing } from '@gatehouse/privacy';
import type { ReceivedRecord, RunWriterOptions } from '../run/run-writer.js';
import { RunWriter } from '../run/run-writer.js';

/** Puts a run writer behind the message bus: batches taken apart by school, messages parsed, failures put away. */
export class BusRunWriter {
  readonly #host: ServiceHost;
  readonly #options: Pick<RunWriterOptions, 'actor' | 'topic' | 'addOns' | 'kinds' | 'decide'>;
  readonly #writer: RunWriter;

  constructor(
    host: ServiceHost,
    options: Pick<RunWriterOptions, 'actor' | 'topic' | 'addOns' | 'kinds' | 'decide'>,
  ) {
    this.#host = host;
    this.#options = options;
    const { eventStore, keyStore, masterKey, bus } = host.engines;
    this.#writer = new RunWriter({
      ...options,
      eventStore,
      keyRing: new KeyRing(keyStore, masterKey),
      masterKey,
      now: () => host.now(),
      onDecided: (schoolId, count) => host.observer.onDecided?.(schoolId, count),
      onFailedRecord: async ({ id, message }, error) => {
        const { schoolId, run, kind, recordKey } = message;
        host.logger.error(
          { service: options.actor, place: id, error: errorClass(error) },
          'A record failed.',
        );
        const letter = { schoolId, run, kind, recordKey, place: id, attempts: 1 };
        await sendToDeadLetters(bus, options.topic, letter, error);
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
    this.#host.logger.error({ service: this.#options.actor, place: id }, 'A message has no known form.');
    return [];
  }
}
