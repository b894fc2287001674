export type { HiddenLine } from '../project-hidden/hidden-lines.js';
export { listHiddenLines } from '../project-hidden/hidden-lines.js';
export type { RecoveredLines, RecoveryEngines } from './recover-hidden.js';
export { recoverHidden } from './recover-hidden.js';
