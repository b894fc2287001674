import { deadLettersOf } from '@gatehouse/contracts';
import type { MessageBus } from '@gatehouse/message-bus';
import { errorClass } from './error-class.js';

export interface DeadLetter {
  schoolId: string;
  run: number;
  kind: string;
  recordKey: string;
  /** Where the message stood on the bus. */
  place: string;
  attempts: number;
}

/** Puts away a record that cannot be processed: who, where and why by class, never its content (design section 1). */
export async function sendToDeadLetters(
  bus: MessageBus,
  topic: string,
  letter: DeadLetter,
  error: unknown,
): Promise<void> {
  const value = { ...letter, errorClass: errorClass(error) };
  await bus.publish(deadLettersOf(topic), [{ key: letter.schoolId, value }]);
}
