import { hiddenStream } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ReadModels } from '@gatehouse/read-models';
import { describe, expect, it } from '@jest/globals';
import { projectHiddenLedgers, whyHidden } from './hidden-ledgers.js';

const NOW = new Date('2026-09-01T02:00:00.000Z');

/** Why the ledger is not shown after this event. */
async function whyNot(type: string, data: object, more: object = {}) {
  const event = { stream: hiddenStream('A1', 'parent-portal'), revision: 0, type, data, ...more };
  const [write] = projectHiddenLedgers([event as RecordedEvent]);
  const get = async () =>
    write?.document ? { id: 'parent-portal', rev: 0, document: write.document } : undefined;
  return whyHidden({ get } as unknown as ReadModels, 'A1', 'parent-portal', NOW);
}

describe('a ledger', () => {
  it.each([
    ['its time has come', 'LedgerHidden', { from: '2026-09-01T01:00:00.000Z', error: 'X' }, {}],
    ['its time cannot be read', 'LedgerHidden', { from: 'soon' }, {}],
    ['the event is damaged', 'LedgerHidden', {}, { damaged: true }],
    ['the event is damaged that shows it', 'LedgerShown', {}, { damaged: true }],
    ['the type of the event is not known', 'LedgerShone', {}, {}],
  ])('is hidden where %s', async (_, type, data, more) => {
    expect(await whyNot(type, data, more)).toMatchObject({ of: 'ledger' });
  });

  it.each([
    ['its time has not come', 'LedgerHidden', { from: '2026-09-01T03:00:00.000Z', error: 'X' }],
    ['it is shown again', 'LedgerShown', {}],
  ])('is shown where %s', async (_, type, data) => {
    expect(await whyNot(type, data)).toBeUndefined();
  });
});
