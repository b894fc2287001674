export * from './engines.js';
export * from './logger.js';
export * from './nest-logger.js';
export * from './error-class.js';
export * from './dead-letters.js';
export * from './run-keys.js';
export * from './start-bus-service.js';
