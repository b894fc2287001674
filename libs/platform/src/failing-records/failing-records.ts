import { setTimeout as pause } from 'node:timers/promises';
import type { RecordMessage } from '@gatehouse/contracts';
import { recordMessageSchema } from '@gatehouse/contracts';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { byKey, redeliveryPause } from '@gatehouse/message-bus';
import type { ServiceHost } from '../engines.js';
import { errorClass } from '@gatehouse/terminal';
import { ATTEMPTS_OF_A_RECORD, handleOrIsolate } from './handle-or-isolate.js';
import { Letters } from './letters.js';
import { stubOf } from './stub-of.js';

/** Handles one school's messages in order. May be called again with any that it has seen. */
export type HandleSchool = (schoolId: string, messages: readonly IncomingMessage[]) => Promise<void>;

/**
 * Keeps a record that cannot be processed from holding up its school: it goes to dead letters, and a stub is handled
 * in its place (ADR 0018). Messages that open and close runs are never put away.
 */
export class FailingRecords {
  readonly #host: ServiceHost;
  readonly #service: string;
  readonly #topic: string;
  readonly #letters = new Map<string, Letters>();

  /** @param topic that the service consumes. */
  constructor(host: ServiceHost, service: string, topic: string) {
    this.#host = host;
    this.#service = service;
    this.#topic = topic;
  }

  /** Notes a record that was found broken while it was handled. Its letter goes out when `handle` has taken it. */
  note(record: RecordMessage, place: string, error: unknown, attempts = 1): void {
    const { schoolId, run, kind, recordKey } = record;
    this.#host.logger.error(
      { service: this.#service, place, attempts, error: errorClass(error) },
      'A record failed.',
    );
    this.#lettersOf(schoolId).note({ schoolId, run, kind, recordKey, place, attempts }, error);
  }

  /**
   * Handles a batch, school by school. One school's trouble does not keep the batch's other schools waiting.
   *
   * @throws when the batch must come again.
   */
  async handle(batch: readonly IncomingMessage[], handleSchool: HandleSchool): Promise<void> {
    const troubles: unknown[] = [];
    for (const [schoolId, messages] of byKey(batch)) {
      try {
        await this.#handleSchool(schoolId, messages, handleSchool);
      } catch (error) {
        troubles.push(error);
      }
    }
    // While any school has trouble the whole batch comes again, and what has a letter must not get another.
    if (troubles.length > 0) throw troubles[0];
    for (const schoolId of byKey(batch).keys()) this.#letters.delete(schoolId);
  }

  async #handleSchool(
    schoolId: string,
    messages: readonly IncomingMessage[],
    handleSchool: HandleSchool,
  ): Promise<void> {
    const handle = async (some: readonly IncomingMessage[]) => {
      await handleSchool(schoolId, some);
      await this.#letters.get(schoolId)?.send();
    };
    await handleOrIsolate(messages, {
      handle,
      isRecord: (message) => recordIn(message) !== undefined,
      putAway: async (message, error) => {
        const record = recordIn(message) as RecordMessage;
        this.note(record, message.id, error, ATTEMPTS_OF_A_RECORD);
        await handle([{ ...message, value: stubOf(record) }]);
      },
      pause: (failures) => pause(redeliveryPause(failures)),
    });
  }

  #lettersOf(schoolId: string): Letters {
    const known = this.#letters.get(schoolId);
    if (known) return known;
    const letters = new Letters(this.#host.engines.bus, this.#topic);
    this.#letters.set(schoolId, letters);
    return letters;
  }
}

function recordIn({ value }: IncomingMessage): RecordMessage | undefined {
  return recordMessageSchema.safeParse(value).data;
}
