import type { KeyStore } from '../key-store.port.js';

/** What an adapter guarantees beyond the port's own text; the suite tests exactly what is declared. */
export interface KeyStoreCapabilities {
  /** Keys, and what was destroyed, are there when the store is closed and opened again. */
  survivesReopen: boolean;
  /** Stores opened side by side on the same data see each other's keys and destructions. */
  severalStores: boolean;
}

/** An adapter as the suite needs it. */
export interface KeyStoreSubject {
  /** Opens a store; each call on the same data. */
  open(): Promise<KeyStore>;
  /** A text that no other test uses: ids of one test begin with it. */
  unique(): string;
  capabilities: KeyStoreCapabilities;
}
