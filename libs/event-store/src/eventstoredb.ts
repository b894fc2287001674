export { openEventStoreDb } from './eventstoredb/event-store-db.js';
export { EventStoreDbSettingsError } from './eventstoredb/settings.js';
export type { EventStoreDbLog, EventStoreDbSettings } from './eventstoredb/settings.js';
