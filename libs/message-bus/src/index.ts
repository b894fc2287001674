export * from './message-bus.port.js';
export * from './redelivery-pause.js';
export * from './transport/by-key.js';
export * from './transport/message-bus.transport.js';
export * from './publish-until-taken.js';
export * from './transport/errors-as-they-are.filter.js';
