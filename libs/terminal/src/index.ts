export { errorClass } from './error-class.js';
export { escaped, jsonLine } from './escaped.js';
export { printable } from './printable.js';
export { print, say, TO_TERMINAL } from './standard-streams.js';
export { endOnUnforeseen } from './unforeseen.js';
export type { UnforeseenEnd } from './unforeseen.js';
export { dieOf, onStopSignal } from './stop-signals.js';
