import { escaped } from './safe-text.js';

/** Writes data to standard output, safe on a terminal. */
export const print = (text: string): void => void process.stdout.write(escaped(text));

/** Writes messages to standard error, safe on a terminal. */
export const say = (text: string): void => void process.stderr.write(escaped(text));

/** Where commander writes to: its messages repeat what was typed. */
export const TO_TERMINAL = { writeOut: print, writeErr: say };
