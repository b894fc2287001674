export { eventStoreContract } from './event-store.contract.js';
export type { EventStoreCapabilities, EventStoreSubject } from './contract/event-store-subject.js';
