import type { ReadModels } from '../read-models.port.js';

/** What an adapter guarantees beyond the port's own text; the suite tests exactly what is declared. */
export interface ReadModelsCapabilities {
  /** What was written is there when the read models are closed and opened again. */
  survivesReopen: boolean;
  /** Read models opened side by side on the same data see each other's writes. */
  severalConnections: boolean;
}

/** An adapter as the suite needs it. */
export interface ReadModelsSubject {
  /** Opens the read models; each call on the same data. */
  open(): Promise<ReadModels>;
  /** A text that no other test uses: schools, add-ons and checkpoints of one test are named with it. */
  unique(): string;
  capabilities: ReadModelsCapabilities;
}
