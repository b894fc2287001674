import type { RecordedEvent } from '@gatehouse/event-store';
import type { IncomingMessage } from '@gatehouse/message-bus';
import type { KeyAnswer } from '@gatehouse/privacy';
import type { StoredDocument } from '@gatehouse/read-models';

/** All that an installation keeps, in memory: it outlives the services that write it. */
export class Stored {
  readonly events: RecordedEvent[] = [];
  readonly streams = new Map<string, RecordedEvent[]>();
  readonly topics = new Map<string, IncomingMessage[]>();
  /** Where each group stands in its topic, and who is its member. */
  readonly groups = new Map<string, { offset: number; member: object | undefined }>();
  readonly keys = new Map<string, KeyAnswer>();
  readonly documents = new Map<string, StoredDocument | { id: string; rev: number; document: null }>();
  readonly checkpoints = new Map<string, string>();
  /** Rises with everything that is written. */
  writes = 0;
  #waiting: (() => void)[] = [];

  /** Tells everybody who follows that something is new. */
  changed(): void {
    this.writes += 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when something is new, or somebody stops. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** Positions compare as text. */
export const positionOf = (place: number): string => String(place).padStart(12, '0');
