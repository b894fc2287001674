export { openEmbeddedEventStore } from './embedded/embedded-event-store.js';
