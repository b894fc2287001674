export { seededRandom } from './seeded-random.js';
export { redelivering } from './redelivering.js';
export type { Redelivery } from './redelivering.js';
export { until } from './until.js';
export { placesOf } from './places-of.js';
export * from './unhandled-errors.js';
