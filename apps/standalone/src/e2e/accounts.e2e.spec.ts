import { describe, expect, it } from '@jest/globals';
import type { AddOnAccount } from '@gatehouse/schemas';
import { ADD_ONS } from '@gatehouse/schemas';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { audited } from '../../testing/audited.js';
import { everySort } from '../../testing/every-sort.js';
import { Gate } from '../../testing/gate.js';

/** Design section 8.8. */
describe('the accounts of the runs', () => {
  it.each([5, 99])('can be recomputed from the ledgers and the run events alone (seed %i)', async (seed) => {
    const gate = await Gate.open({ world: generateWorld({ seed, schools: 3, pupils: 40 }) });
    try {
      await syncWhole(gate);
      const { control } = gate.sandbox;
      const schools = control.schools().flatMap(({ id, state }) => (state === 'approved' ? [id] : []));
      for (const id of schools) {
        // Another permission would block or reduce: those accounts have lines of records that were not seen.
        const changes = everySort(control.people(id), 8).filter(
          ({ kind }) => kind !== 'permission-withdrawn',
        );
        for (const change of changes) control.change(id, change);
      }
      await syncWhole(gate);
      await syncWhole(gate);

      let runs = 0;
      for (const id of schools) {
        const ledgers = await gate.ledgers(id);
        for (const { type, data } of await gate.runs(id)) {
          if (type !== 'SyncRunCompleted') continue;
          runs += 1;
          expect(data['outcome']).toBe('completed');
          for (const addOn of ADD_ONS) {
            const account = (data['addOns'] as { [name: string]: AddOnAccount })[addOn]!;
            const said = audited(ledgers[addOn].slice(0, account.ledger.size), Number(data['run']));
            expect({ id, addOn, reasons: account.reasons }).toEqual({ id, addOn, reasons: said.reasons });
            for (const [kind, { failed, held, ...counts }] of Object.entries(account.kinds)) {
              const found = said.kinds[kind as keyof typeof said.kinds];
              expect({ id, addOn, kind, counts }).toEqual({ id, addOn, kind, counts: found ?? NONE });
              expect({ failed, held }).toEqual({ failed: 0, held: 0 });
              expect(counts.seen).toBe(counts.imported + counts.excluded + counts.unchanged);
            }
          }
        }
      }
      expect(runs).toBeGreaterThanOrEqual(3 * schools.length);
    } finally {
      await gate.close();
    }
  });
});

/** A synchronisation in which nothing went wrong: what did is worth more than that something did. */
async function syncWhole(gate: Gate): Promise<void> {
  const { schools } = await gate.sync();
  const ran = schools.filter(({ runId }) => runId !== null);
  expect(ran.flatMap(({ problems }) => problems)).toEqual([]);
}

const NONE = { seen: 0, imported: 0, excluded: 0, unchanged: 0, withdrawn: 0, present: 0 };
