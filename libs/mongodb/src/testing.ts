export { AnsweringServer } from './testing/answering-server.js';
export { refusing } from './testing/answers.js';
export { closedAfterEach } from './testing/closed-after-each.js';
export { FaultyConnection } from './testing/faulty-connection.js';
export { survivesLosses } from './testing/losses.contract.js';
export type { LossesSubject } from './testing/losses.contract.js';
