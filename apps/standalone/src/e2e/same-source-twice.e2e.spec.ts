import { describe, expect, it } from '@jest/globals';
import { ADD_ONS } from '@gatehouse/schemas';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { Gate } from '../../testing/gate.js';

/** Design section 8.1. */
describe('the same source twice', () => {
  it.each([
    { seed: 1870, pupils: 60 },
    { seed: 7, pupils: 25 },
    { seed: 424242, pupils: 1 },
  ])('appends nothing the second time, nor the third after a restart (%j)', async (options) => {
    const gate = await Gate.open({ world: generateWorld(options) });
    try {
      const first = await gate.sync();
      const schools = first.schools.filter(({ outcome }) => outcome === 'completed');
      expect(schools).toHaveLength(3);
      const before = await Promise.all(schools.map(({ schoolId }) => gate.ledgers(schoolId)));
      const documents = await Promise.all(schools.map(({ schoolId }) => gate.comparable(schoolId)));

      const second = await gate.sync();
      await gate.restart();
      await gate.sync();

      expect(await Promise.all(schools.map(({ schoolId }) => gate.ledgers(schoolId)))).toEqual(before);
      expect(await Promise.all(schools.map(({ schoolId }) => gate.comparable(schoolId)))).toEqual(documents);
      for (const { outcome, addOns } of second.schools.filter(({ runId }) => runId !== null)) {
        expect(outcome).toBe('completed');
        for (const addOn of ADD_ONS) {
          for (const counts of Object.values(addOns[addOn]?.kinds ?? {})) {
            expect(counts).toMatchObject({ imported: 0, excluded: 0, withdrawn: 0, failed: 0 });
            expect(counts.unchanged).toBe(counts.seen);
          }
        }
      }
    } finally {
      await gate.close();
    }
  });
});
