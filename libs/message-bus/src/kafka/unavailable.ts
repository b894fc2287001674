import { MessageBusUnavailable } from '../message-bus.port.js';

/** What to do about answers of the brokers that do not end by themselves, by kafkajs's names of them. */
const WHAT_TO_DO: { readonly [type: string]: string | undefined } = {
  NOT_ENOUGH_REPLICAS:
    'Fewer replicas are in sync than must have a message (min.insync.replicas): bring the other brokers back.',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    'Fewer replicas are in sync than must have a message (min.insync.replicas): bring the other brokers back.',
  KAFKA_STORAGE_ERROR: "A broker's disk fails or is full: see its log, make room, and start it again.",
};

/** What went wrong towards Kafka, as the port's own error. */
export function unavailable(what: string, error: unknown): MessageBusUnavailable {
  if (error instanceof MessageBusUnavailable) return error;
  const said = error instanceof Error ? error.message : String(error);
  const toDo = typesOf(error).flatMap((type) => WHAT_TO_DO[type] ?? []);
  return new MessageBusUnavailable([`${what}: ${said}`, ...toDo].join('. '), { cause: error });
}

/** kafkajs wraps what it has given up, and keeps what the broker said as the cause. */
function typesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [String((error as { type?: unknown }).type), ...typesOf(error.cause)];
}

const FINAL = /AUTHORIZATION_FAILED|AUTHENTICATION_FAILED|UNSUPPORTED/;

/** Whether the brokers have refused what is asked for good: somebody has to change rights or versions first. */
export const isFinal = (error: unknown): boolean => typesOf(error).some((type) => FINAL.test(type));

const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];

/** Whether the brokers refused a request because its topic takes less: trying again would not help. */
export const isTooLargeForBrokers = (error: unknown): boolean =>
  typesOf(error).some((type) => TOO_LARGE.includes(type));
