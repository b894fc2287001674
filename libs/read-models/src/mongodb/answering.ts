import { failingAs } from '@gatehouse/mongodb';
import { ReadModelsUnavailable } from '../read-models.port.js';

/** Run the work; a failure of MongoDB becomes the port's own error. @throws ReadModelsUnavailable */
export const { answering, opening } = failingAs('read models', ReadModelsUnavailable);
