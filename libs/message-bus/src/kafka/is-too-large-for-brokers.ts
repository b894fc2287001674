import { typesOf } from './unavailable.js';

const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];

/** Whether the brokers refused a request because its topic takes less: trying again would not help. */
export const isTooLargeForBrokers = (error: unknown): boolean =>
  typesOf(error).some((type) => TOO_LARGE.includes(type));
