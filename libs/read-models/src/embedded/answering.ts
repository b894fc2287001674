import { failingAs } from '@gatehouse/sqlite';
import { ReadModelsUnavailable } from '../read-models.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws ReadModelsUnavailable */
export const answering = failingAs('read models', ReadModelsUnavailable);
