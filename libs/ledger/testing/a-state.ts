import type { Kind, RecordOutcome } from '@gatehouse/schemas';
import { ledgerEventType } from '@gatehouse/schemas';
import { LedgerState } from '../src/lines/ledger-state.js';

interface Line {
  kind: Kind;
  key: string;
  outcome: RecordOutcome;
  run?: number;
  personKey?: string;
  fields?: readonly string[];
  reasons?: readonly string[];
  /** Of a withdrawn line; `NOT_IN_SOURCE` when left out. */
  reason?: string;
  categoryKey?: string;
}

/** A ledger state made of lines, for specs of what is decided from one. */
export function aState(...lines: Line[]): LedgerState {
  const state = new LedgerState();
  lines.forEach(({ kind, key, outcome, run = 1, ...data }, revision) => {
    const metadata = { run, recordedAt: '2026-09-01T02:00:00.000Z', fingerprint: `f${revision}` };
    const type = ledgerEventType(kind, outcome);
    const reason = outcome === 'withdrawn' ? { reason: 'NOT_IN_SOURCE' } : {};
    state.evolve({ type, revision, data: { recordKey: key, generation: 1, ...reason, ...data }, metadata });
  });
  return state;
}
