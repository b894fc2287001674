import { pino } from 'pino';
import type { Logger } from './engines.js';
import { escaped } from '@gatehouse/terminal';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured lines on standard error, safe on a terminal: standard output belongs to data. */
export function createLogger(level: LogLevel, service?: string): Logger {
  const standardError = pino.destination({ fd: 2, sync: true });
  return pino(
    { level, ...(service ? { name: service } : {}) },
    { write: (line) => standardError.write(escaped(line)) },
  );
}
