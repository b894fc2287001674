export * from './event-store.port.js';
export { checkEvents } from './check-event.js';
export { appendParts, MAX_APPEND_BYTES } from './append-parts.js';
