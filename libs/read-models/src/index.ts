export * from './read-models.port.js';
export { collectionName } from './collection-name.js';
export { newestOfEach } from './newest-of-each.js';
export type { NamedOperation } from './newest-of-each.js';
