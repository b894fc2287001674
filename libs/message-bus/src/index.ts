export * from './message-bus.port.js';
export * from './handling/by-key.js';
export * from './handling/handler.js';
export * from './handling/isolate.js';
export * from './handling/timeout.js';
export * from './handling/trace.js';
export * from './transport/message-bus.transport.js';
export * from './publish-until-taken.js';
