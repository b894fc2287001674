export { eventStoreContract } from './event-store.contract.js';
export type { EventStoreCapabilities, EventStoreSubject } from './contract/event-store-subject.js';
export { follow } from './contract/followed.js';
export type { Followed } from './contract/followed.js';
export { accepted, readAll, someEvents } from './contract/some-events.js';
export { SteadyWriter } from './contract/steady-writer.js';
export { untilAnswers } from './contract/until-answers.js';
