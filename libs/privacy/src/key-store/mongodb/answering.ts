import { failingAs } from '@gatehouse/mongodb';
import { KeyStoreUnavailable } from '../key-store.port.js';

/** Run the work; a failure of MongoDB becomes the port's own error. @throws KeyStoreUnavailable */
export const { answering, opening } = failingAs('key store', KeyStoreUnavailable);
