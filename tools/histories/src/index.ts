export { checkHistory } from './check-history.js';
export { generateHistory, MIXES } from './history/generate-history.js';
export type { History, Step } from './history/history.js';
export { Installation, NotAtRest } from './play/installation.js';
export { SCHOOL } from './source/serve-school.js';
