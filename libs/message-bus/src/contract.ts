export { messageBusContract } from './message-bus.contract.js';
export type { MessageBusCapabilities, MessageBusSubject } from './contract/message-bus-subject.js';
