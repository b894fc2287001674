export { openMongodbKeyStore } from './key-store/mongodb/mongodb-key-store.js';
export type { MongodbOptions } from '@gatehouse/mongodb';
