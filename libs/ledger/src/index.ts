export * from './lines/decided.js';
export * from './lines/ledger-state.js';
export * from './lines/ledger.js';
export * from './run/decide-record.js';
export * from './run/remembered-links.js';
export * from './run/run-context.js';
export * from './run/run-writer.js';
export * from './service/bus-run-writer.js';
