import { mavenJars } from '../maven-jars.js';
import { KAFKA_VERSION } from './kafka-version.js';

/** The folder with Kafka's published jars. */
export const kafkaJars = (): Promise<string> =>
  mavenJars(`kafka-${KAFKA_VERSION}`, [
    `org.apache.kafka:kafka_2.13:${KAFKA_VERSION}`,
    'org.slf4j:slf4j-simple:1.7.36',
  ]);
