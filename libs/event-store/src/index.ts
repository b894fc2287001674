export * from './event-store.port.js';
export { checkEvents } from './check-event.js';
export * from './streams.js';
export { appendParts, checkAppend, MAX_APPEND_BYTES } from './append-parts.js';
export * from './declared-events.js';
