export { readModelsContract } from './read-models.contract.js';
export type { ReadModelsCapabilities, ReadModelsSubject } from './contract/read-models-subject.js';
