import { failingAs } from '@gatehouse/mongodb';
import { KeyStoreUnavailable } from '../key-store.port.js';

/** Runs the work; a failure of MongoDB becomes the port's own error. @throws KeyStoreUnavailable */
export const answering = failingAs('key store', KeyStoreUnavailable);
