export { failureOf } from './failure-of.js';
