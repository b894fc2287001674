const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];

/** Whether the brokers refused a request because its topic takes less: trying again would not help. */
export function isTooLargeForBrokers(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // kafkajs wraps what it takes for final, and keeps what the broker said as the cause.
  return TOO_LARGE.includes(String((error as { type?: unknown }).type)) || isTooLargeForBrokers(error.cause);
}
