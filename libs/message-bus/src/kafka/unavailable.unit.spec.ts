import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { unavailable } from './unavailable.js';

/** What kafkajs makes of an answer of the brokers that it got until it gave up. */
function givenUp(type: string): Error {
  const said = Object.assign(new Error('the words of the broker'), { type, code: 0, retriable: true });
  const cause = new kafkajs.KafkaJSProtocolError(said);
  return new kafkajs.KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 8, retryTime: 5_000 });
}

describe('a failure towards Kafka', () => {
  it.each([
    ['NOT_ENOUGH_REPLICAS', /: the words of the broker\. Fewer replicas .* bring the other brokers back\.$/],
    ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', /bring the other brokers back\.$/],
    [
      'KAFKA_STORAGE_ERROR',
      /: the words of the broker\. A broker's disk .* make room, and start it again\.$/,
    ],
    ['REQUEST_TIMED_OUT', /^Publishing failed: the words of the broker$/],
  ])('%s says what to do, where there is something', (type, words) => {
    const told = unavailable('Publishing failed', givenUp(type));
    expect(told.code).toBe('MESSAGE_BUS_UNAVAILABLE');
    expect(told.message).toMatch(words);
  });
});
