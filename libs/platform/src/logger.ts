import { pino } from 'pino';
import type { Logger } from './engines.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured lines on standard error: standard output belongs to data. */
export function createLogger(level: LogLevel, service?: string): Logger {
  return pino({ level, ...(service ? { name: service } : {}) }, pino.destination({ fd: 2, sync: true }));
}
