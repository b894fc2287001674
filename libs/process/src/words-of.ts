import { EventStoreUnavailable } from '@gatehouse/event-store';
// Not the library's main door, which loads the framework.
import { MessageBusUnavailable } from '@gatehouse/message-bus/port';
import { KeyStoreUnavailable } from '@gatehouse/privacy';
import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { ConfigurationError } from './configuration/configuration-error.js';

type ErrorClass = abstract new (...given: never[]) => Error;

const WRITTEN_FOR_PEOPLE: readonly ErrorClass[] = [
  ConfigurationError,
  EventStoreUnavailable,
  MessageBusUnavailable,
  KeyStoreUnavailable,
  ReadModelsUnavailable,
];

/**
 * The message of an error whose class is known to be written for people, with what to do and without anything secret or
 * personal; undefined for every other: that one is told by `errorClass` alone. A code is no proof, since Node.js and many
 * libraries give one to errors that quote what they failed on.
 *
 * @param others classes that the process knows beside those of the configuration and the ports.
 */
export function wordsOf(error: unknown, others: readonly ErrorClass[] = []): string | undefined {
  const isWritten = [...WRITTEN_FOR_PEOPLE, ...others].some((type) => error instanceof type);
  return isWritten ? (error as Error).message : undefined;
}
