export { checkHistory } from './check-history.js';
export { generateHistory, MIXES } from './history/generate-history.js';
export type { History, Step } from './history/history.js';
export { Installation } from './play/installation.js';
export { SCHOOL } from './source/serve-school.js';
export { SourceServer } from './source/source-server.js';
export { aboveZero } from './above-zero.js';
