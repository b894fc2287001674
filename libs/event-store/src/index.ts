export * from './event-store.port.js';
export { checkEvents } from './check-event.js';
