import { describe, expect, it } from '@jest/globals';
import { guardedWriteContract } from './contract/guarded-write.contract.js';
import { readingContract } from './contract/reading.contract.js';
import { removingContract } from './contract/removing.contract.js';
import type { ReadModelsSubject } from './contract/read-models-subject.js';
import { scenes } from './contract/scene.js';

/** The tests that all read models pass: the port's own promises, and those that the adapter declares. */
export function readModelsContract(name: string, subject: ReadModelsSubject): void {
  const { capabilities } = subject;
  describe(`${name} are read models`, () => {
    const scene = scenes(subject);
    guardedWriteContract(scene);
    readingContract(scene);
    removingContract(scene);

    if (capabilities.survivesReopen) {
      it('have documents, withdrawals and checkpoints again after closing and opening', async () => {
        const { models, collection, schoolId, op } = await scene();
        await models.write([op('k1', 1, { n: 1 }), op('k2', 5, null)]);
        await models.saveCheckpoint(schoolId, '0007');
        await models.close();
        const { models: again } = await scene();
        await again.write([op('k2', 4, { n: 4 })]);
        expect((await again.list(collection, schoolId, { limit: 9 })).map(({ id }) => id)).toEqual(['k1']);
        expect(await again.checkpoint(schoolId)).toBe('0007');
      });
    }

    if (capabilities.severalConnections) {
      it('show one connection what another writes, and guard against it', async () => {
        const [{ models: one, collection, schoolId, op }, { models: other }] = [await scene(), await scene()];
        await one.write([op('k1', 2, { n: 2 })]);
        await other.write([op('k1', 1, { n: 1 })]);
        expect(await other.get(collection, schoolId, 'k1')).toEqual({ id: 'k1', rev: 2, document: { n: 2 } });
        await other.write([op('k1', 3, null)]);
        expect(await one.count(collection, schoolId)).toBe(0);
      });

      it('show one connection what another drops, and what is written after that', async () => {
        const [{ models: one, collection, schoolId, op }, { models: other }] = [await scene(), await scene()];
        await one.write([op('k1', 2, { n: 2 })]);
        await other.drop(collection);
        expect(await one.count(collection, schoolId)).toBe(0);
        await one.write([op('k1', 1, { n: 1 })]);
        expect(await other.get(collection, schoolId, 'k1')).toEqual({ id: 'k1', rev: 1, document: { n: 1 } });
      });
    }
  });
}
