/** The release that tests run on. */
export const KAFKA_VERSION = '4.1.1';
