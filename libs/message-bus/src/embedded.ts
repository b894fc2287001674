export { openEmbeddedMessageBus } from './embedded/embedded-message-bus.js';
export type { EmbeddedMessageBusOptions } from './embedded/embedded-message-bus.js';
