import type { RecordMessage } from '@gatehouse/schemas';
import { recordMessageSchema } from '@gatehouse/schemas';
import type { Handler, HandlerHung, IncomingMessage, Middleware } from '@gatehouse/message-bus';
import { byKey, composed, isolate, timeout, trace } from '@gatehouse/message-bus';
import { errorClass } from '@gatehouse/terminal';
import type { ServiceHost } from '../engines.js';
import type { GuardedEngines } from './guarded-engines.js';
import { HANDLER_LIMIT_MS } from './unless-hung.js';
import { Letters, stubOf } from './letters.js';
import { Patience } from './patience.js';
import { WorkInHand } from './work-in-hand.js';

/** How long after a handler was given up its process ends, in milliseconds: the others have time for what is in hand. */
const END_AFTER_MS = 30_000;
/** A record that is put away was handled with others, and alone. */
const ATTEMPTS_OF_A_RECORD = 2;

/** What a service does with the messages of its topic. */
export interface SchoolWork {
  service: string;
  /** That the service consumes. */
  topic: string;
  /** Handles one school's messages in order. May be called again with any that it has seen. */
  handle: (schoolId: string, messages: readonly IncomingMessage[]) => Promise<void>;
  /**
   * Gives up the run of a message that is no record and fails, or of messages whose handler hangs, or only where the error
   * says that it fails: durable when it resolves.
   *
   * @returns whether something is left that the message is to be handled for.
   * @throws what makes the messages come again.
   */
  giveUp: (schoolId: string, messages: readonly IncomingMessage[], error: unknown) => Promise<boolean>;
}

/**
 * A service's way of handling messages: school by school, none waiting for another's trouble; what fails alone, too, is
 * put away (a record, ADR 0018) or has its run given up (all else, ADR 0032); who hangs is given up. All repeating is the
 * bus's.
 */
export class SchoolMessages {
  readonly #host: ServiceHost;
  readonly #engines: GuardedEngines;
  readonly #work: SchoolWork;
  readonly #patience: Patience;
  readonly #letters = new Map<string, Letters>();
  readonly #handler: Handler;

  constructor(host: ServiceHost, engines: GuardedEngines, work: SchoolWork) {
    this.#host = host;
    this.#engines = engines;
    this.#work = work;
    const limitMs = host.handlerLimitMs ?? HANDLER_LIMIT_MS;
    this.#patience = new Patience(engines, limitMs);
    this.#handler = composed(
      (messages) => this.#handleSchool(messages),
      trace(),
      byKey(),
      timeout({
        limitMs,
        begin: (work) => WorkInHand.begin(work),
        giveUp: (messages, error) => this.#end(messages, error),
      }),
      this.#endsPatience(),
      isolate({
        isDeliveredAgain: (error, [first]) => this.#patience.allows(first?.key ?? '', error),
        putAway: (message, error) => this.#putAway(message, error),
      }),
    );
  }

  /** Handles a batch. @throws when it must come again. */
  async handle(batch: readonly IncomingMessage[]): Promise<void> {
    await this.#handler(batch);
    // Until now the whole batch might have come again, and what has a letter must not get another.
    for (const { key } of batch) this.#letters.delete(key);
  }

  /** Notes a record that was found broken while it was handled. Its letter goes out when its messages are handled. */
  note(record: RecordMessage, place: string, error: unknown, attempts = 1): void {
    const { schoolId, run, kind, recordKey } = record;
    this.#log('A record failed.', { place, attempts, error: errorClass(error) });
    this.#lettersOf(schoolId).note({ schoolId, run, kind, recordKey, place, attempts }, error);
  }

  async #handleSchool(messages: readonly IncomingMessage[]): Promise<void> {
    const schoolId = messages[0]?.key ?? '';
    await this.#work.handle(schoolId, messages);
    await this.#letters.get(schoolId)?.send();
  }

  /** Not at each message that passes alone: the one that does not would be waited for anew. */
  #endsPatience(): Middleware {
    return (next) => async (messages) => {
      await next(messages);
      this.#patience.ends(messages[0]?.key ?? '');
    };
  }

  async #putAway(message: IncomingMessage, error: unknown): Promise<void> {
    const { key: schoolId, id } = message;
    const record = recordMessageSchema.safeParse(message.value).data;
    if (record && !mustNotBeSkipped(error)) {
      this.note(record, id, error, ATTEMPTS_OF_A_RECORD);
      return this.#handleSchool([{ ...message, value: stubOf(record) }]);
    }
    const isLeft = await this.#work.giveUp(schoolId, [message], error);
    if (isLeft) await this.#handleSchool([message]);
  }

  /** After a while the process ends: nobody knows what the handler still holds. */
  async #end(messages: readonly IncomingMessage[], error: HandlerHung): Promise<void> {
    const { service, topic } = this.#work;
    const schoolId = messages[0]?.key ?? '';
    this.#log('A handler hangs and is given up. The process ends soon.', {
      topic,
      schoolId,
      error: error.code,
    });
    setTimeout(() => this.#host.onFatal(service, error), this.#host.endAfterMs ?? END_AFTER_MS).unref();
    await this.#work.giveUp(schoolId, messages, error);
  }

  #log(message: string, fields: object): void {
    this.#host.logger.error({ service: this.#work.service, ...fields }, message);
  }

  #lettersOf(schoolId: string): Letters {
    const known = this.#letters.get(schoolId);
    if (known) return known;
    const letters = new Letters(this.#engines.bus, this.#work.topic);
    this.#letters.set(schoolId, letters);
    return letters;
  }
}

/** Work failed that is not about the record in hand: nobody may be left in because a record was put away for it. */
const mustNotBeSkipped = (error: unknown): boolean => errorClass(error) === 'LEDGERS_REFUSED';
