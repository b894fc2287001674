import type { DeadLetter, FailedRecord, RecordMessage } from '@gatehouse/schemas';
import { deadLettersOf } from '@gatehouse/schemas';
import type { MessageBus } from '@gatehouse/message-bus';
import { errorClass } from '@gatehouse/terminal';

/** Whose record could not be processed, and where it stood. */
type FailedPlace = Omit<DeadLetter, 'errorClass'>;

/**
 * One school's dead letters about the messages in hand. While they come again and again, there is one letter about each
 * record that failed: the first.
 */
export class Letters {
  readonly #bus: MessageBus;
  readonly #topic: string;
  readonly #noted = new Set<string>();
  #unsent: DeadLetter[] = [];

  /** @param topic that the records came from, or were on their way to. */
  constructor(bus: MessageBus, topic: string) {
    this.#bus = bus;
    this.#topic = topic;
  }

  note(failed: FailedPlace, error: unknown): void {
    const about = `${failed.place} ${failed.recordKey}`;
    if (this.#noted.has(about)) return;
    this.#noted.add(about);
    this.#unsent.push({ ...failed, errorClass: errorClass(error) });
  }

  /** @throws what the bus says: then the letters are sent the next time. */
  async send(): Promise<void> {
    if (this.#unsent.length === 0) return;
    const letters = this.#unsent.map((letter) => ({ key: letter.schoolId, value: letter }));
    await this.#bus.publish(deadLettersOf(this.#topic), letters);
    this.#unsent = [];
  }
}

/** Travels on in the place of a record that could not be processed, so that the roll call still agrees. */
export const stubOf = ({ schoolId, run, runId, kind, recordKey }: RecordMessage): FailedRecord => ({
  type: 'failed-record',
  schoolId,
  run,
  runId,
  kind,
  recordKey,
});
