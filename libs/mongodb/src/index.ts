export { AddressRefused } from './check-address.js';
export { connectMongodb } from './connect.js';
export type { MongodbOptions } from './connect.js';
export { fromByteText, toByteText } from './byte-text.js';
export { failingAs } from './failing-as.js';
export { MongodbFailure, orFailure } from './failure.js';
export { writeUnordered } from './write-unordered.js';
export type { Unordered } from './write-unordered.js';
