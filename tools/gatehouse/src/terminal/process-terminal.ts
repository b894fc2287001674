import { escaped, say } from '@gatehouse/terminal';
import { OutputClosed } from './terminal.port.js';
import type { Terminal } from './terminal.port.js';

const WIDTH = 100;

/** This process's standard output and standard error. Whatever a command writes is made safe for a terminal here. */
export function processTerminal(): Terminal {
  // A closed pipe also shows as an event, which would end the process with a stack trace.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return {
    out: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(escaped(text), (error) => {
          if (!error) return resolve();
          const isClosed = ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(
            (error as NodeJS.ErrnoException).code ?? '',
          );
          reject(isClosed ? new OutputClosed() : error);
        });
      }),
    note: (message) => say(`${message}\n`),
    width: process.stdout.columns ?? WIDTH,
    now: () => new Date(),
  };
}
