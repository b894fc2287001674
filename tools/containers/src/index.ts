export { Composed, docker } from './compose/composed.js';
export type { ComposeFiles, Container } from './compose/composed.js';
export { writtenOutside } from './compose/written-outside.js';
