export { change, worldOf } from './kept-source.js';
export type { KeptSource, SchoolChange } from './kept-source.js';
export { contact, EVERY_SORT, HELD, REVOKED, student } from './kept-world.js';
export { ENGINE_DATA } from './engine-data.js';
export { filesIn, unpackFiles } from './packed-files.js';
export type { Files } from './packed-files.js';
export type { SaidLine, SaidOfSchool } from './what-it-says.js';
