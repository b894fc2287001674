import { rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { everySort } from '../../testing/every-sort.js';
import { Gate } from '../../testing/gate.js';
import { readDocuments } from '../../testing/read-documents.js';
import { ENGINE_FILES } from '../data-directory/embedded-engines.js';

/** Design section 8.2. */
describe('all events replayed into empty read models', () => {
  it.each([3, 1870])('give the same bytes as the live ones (seed %i)', async (seed) => {
    const gate = await Gate.open({ world: generateWorld({ seed, schools: 2, pupils: 40 }) });
    try {
      await gate.sync();
      const { control } = gate.sandbox;
      const schools = control.schools().flatMap(({ id, state }) => (state === 'approved' ? [id] : []));
      for (const id of schools)
        for (const change of everySort(control.people(id), 10, 'Contacts telephone'))
          control.change(id, change);
      await gate.sync();
      for (const id of schools) {
        const { contacts } = control.people(id);
        const still = contacts.find(({ students }) => students.length > 0);
        control.change(id, { kind: 'order-lifted', contact: String(still?.id) });
        control.change(id, { kind: 'permission-granted', label: 'Contacts telephone' });
      }
      await gate.sync();
      const bytes = async () =>
        JSON.stringify(await Promise.all(schools.map((id) => readDocuments(gate.engines.readModels, id))));
      const live = await bytes();
      expect(live.length).toBeGreaterThan(10_000);

      await gate.stop();
      const file = gate.directory.file(ENGINE_FILES.readModels);
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      await gate.start();
      expect(await bytes()).not.toBe(live);
      await gate.services.projector.caughtUp();
      expect(await bytes()).toBe(live);
    } finally {
      await gate.close();
    }
  });
});
