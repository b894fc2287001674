export { openMongodbReadModels } from './mongodb/mongodb-read-models.js';
export type { MongodbOptions } from '@gatehouse/mongodb';
