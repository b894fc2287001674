/** The files of an installation on engines: of MongoDB what is stored in its databases, one document a line. */
export const ENGINE_DATA = {
  events: 'events.db',
  bus: 'bus.db',
  masterKey: 'master.key',
  keys: 'keys.ndjson',
  readModels: 'read-models.ndjson',
} as const;
