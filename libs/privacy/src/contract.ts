export { keyStoreContract } from './key-store/key-store.contract.js';
export type { KeyStoreCapabilities, KeyStoreSubject } from './key-store/contract/key-store-subject.js';
