export { errorClass } from './error-class.js';
export { escaped, jsonLine, printable } from './safe-text.js';
export { print, say, TO_TERMINAL } from './standard-streams.js';
export { endOnUnforeseen } from './unforeseen.js';
export type { UnforeseenEnd } from './unforeseen.js';
export { dieOf, onStopSignal } from './stop-signals.js';
