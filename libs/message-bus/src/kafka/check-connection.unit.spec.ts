import { describe, expect, it } from '@jest/globals';
import { KafkaConnectionRefused } from './check-connection.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';
import type { KafkaConnection } from './kafka-options.js';

const opening = (ssl: KafkaConnection['ssl'], insecure?: boolean) => () =>
  openKafkaMessageBus({
    connection: { brokers: ['one:9092'], clientId: 'spec', ...(ssl === undefined ? {} : { ssl }) },
    ...(insecure === undefined ? {} : { insecure }),
  });

describe('a connection to Kafka', () => {
  it.each([undefined, false, { rejectUnauthorized: false }, { checkServerIdentity: () => undefined }])(
    'is refused without TLS that checks whom it speaks with, unless told insecure: %p',
    (ssl) => {
      expect(opening(ssl)).toThrow(KafkaConnectionRefused);
      expect(opening(ssl, false)).toThrow(KafkaConnectionRefused);
      expect(opening(ssl, true)).not.toThrow();
    },
  );

  it.each([true, {}, { ca: 'of our own' }])('is taken with TLS: %p', (ssl) => {
    expect(opening(ssl)).not.toThrow();
  });
});
