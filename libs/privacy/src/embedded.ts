export { openEmbeddedKeyStore } from './key-store/embedded/embedded-key-store.js';
export type { EmbeddedKeyStoreOptions } from './key-store/embedded/embedded-key-store.js';
