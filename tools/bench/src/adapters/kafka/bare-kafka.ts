import kafkajs from 'kafkajs';

/** kafkajs as its manual shows it. */
export function bareKafka(address: string): kafkajs.Kafka {
  return new kafkajs.Kafka({
    clientId: 'bench-bare',
    brokers: address.split(','),
    logLevel: kafkajs.logLevel.ERROR,
    retry: { retries: 8 },
  });
}
