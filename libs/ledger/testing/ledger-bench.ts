import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddOn } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { KeyStore } from '@gatehouse/privacy';
import { KeyRing } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { Ledger } from '../src/lines/ledger.js';
import type { LineContext } from '../src/lines/ledger.js';

/** One ledger on embedded engines in a folder of its own, for specs. */
export class LedgerBench {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  readonly store: EventStore = openEmbeddedEventStore(path.join(this.folder, 'events.db'));
  readonly keys: KeyStore = openEmbeddedKeyStore(path.join(this.folder, 'keys.db'));
  readonly keyRing = new KeyRing(this.keys, Buffer.alloc(32, 3));
  time = new Date('2026-09-01T02:00:00Z');

  ledger(addOn: AddOn = 'parent-portal'): Ledger {
    return new Ledger(this.store, 'A1', addOn);
  }

  context(ledger: Ledger, run: number, grants: LineContext['grants'] = GRANTS): LineContext {
    return {
      ledger,
      keyRing: this.keyRing,
      plainFingerprintKey: Buffer.alloc(32, 4),
      run,
      occasion: run,
      settingsRevision: -1,
      restrictionsRevision: undefined,
      permissionsRevision: 0,
      grants,
      actor: 'contact-filter',
      now: () => this.time,
    };
  }

  async lines(ledger: Ledger): Promise<RecordedEvent[]> {
    const lines: RecordedEvent[] = [];
    for await (const events of this.store.read(ledger.stream)) lines.push(...events);
    return lines;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.keys.close();
    rmSync(this.folder, { recursive: true });
  }
}

const GRANTS = { student: ['forename', 'surname'], contact: ['forename', 'emails', 'priority'] };
