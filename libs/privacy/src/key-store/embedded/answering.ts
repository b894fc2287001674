import { failingAs } from '@gatehouse/sqlite';
import { KeyStoreUnavailable } from '../key-store.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws KeyStoreUnavailable */
export const answering = failingAs('key store', KeyStoreUnavailable);
