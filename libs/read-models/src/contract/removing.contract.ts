import { describe, expect, it } from '@jest/globals';
import type { Scene } from './scene.js';

export function removingContract(scene: () => Promise<Scene>): void {
  describe('a collection that is dropped', () => {
    it('is gone with the documents of every school, and nothing else is', async () => {
      const { models, collection, schoolId, op } = await scene();
      const here = op('k1', 1, { at: 'here' });
      const next = { ...collection, version: 2 };
      const others = [
        { ...here, collection: next },
        { ...here, collection: { ...collection, kind: 'student' } },
        { ...here, collection: { ...collection, addOn: `${collection.addOn}x` } },
      ];
      await models.write([here, { ...here, schoolId: `${schoolId}x` }, ...others]);
      await models.drop(collection);
      for (const school of [schoolId, `${schoolId}x`]) {
        expect(await models.list(collection, school, { limit: 9 })).toEqual([]);
        expect(await models.get(collection, school, 'k1')).toBeUndefined();
        expect(await models.count(collection, school)).toBe(0);
      }
      for (const other of others) expect(await models.count(other.collection, schoolId)).toBe(1);
    });

    it('may be of any size, and hold withdrawals', async () => {
      const { models, collection, schoolId, op } = await scene();
      const size = 2_500;
      await models.write(
        Array.from({ length: size }, (_, n) => op(`k${n}`, 1, n % 5 === 0 ? null : { text: 'x'.repeat(n) })),
      );
      await models.drop(collection);
      expect(await models.list(collection, schoolId, { limit: size })).toEqual([]);
    });

    it('can be filled anew: what was withdrawn is forgotten with it', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 5, { n: 5 }), op('k2', 5, null)]);
      await models.drop(collection);
      await models.write([op('k1', 1, { n: 1 }), op('k2', 2, { n: 2 })]);
      expect(await models.list(collection, schoolId, { limit: 9 })).toEqual([
        { id: 'k1', rev: 1, document: { n: 1 } },
        { id: 'k2', rev: 2, document: { n: 2 } },
      ]);
    });

    it('need not be there, and may be dropped again', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.drop(collection);
      await models.write([op('k1', 1, { n: 1 })]);
      await models.drop(collection);
      await models.drop(collection);
      expect(await models.count(collection, schoolId)).toBe(0);
    });
  });

  describe('a school that is forgotten', () => {
    it('can be written anew at older revisions, withdrawals too, and no other school is touched', async () => {
      const { models, collection, schoolId, op } = await scene();
      const others = [`${schoolId}x`, `${schoolId}/x`, schoolId.slice(0, -1)];
      await models.write([op('k1', 5, { n: 5 }), op('k2', 5, null), op('k3', 5, { n: 5 })]);
      await models.write(others.map((other) => ({ ...op('k1', 5, { n: 5 }), schoolId: other })));
      await models.forget(collection, schoolId);
      await models.forget(collection, schoolId);
      await models.write([op('k1', 1, { n: 1 }), op('k2', 1, { n: 1 })]);
      expect(await models.list(collection, schoolId, { limit: 9 })).toEqual([
        { id: 'k1', rev: 1, document: { n: 1 } },
        { id: 'k2', rev: 1, document: { n: 1 } },
      ]);
      for (const other of others) expect((await models.get(collection, other, 'k1'))?.rev).toBe(5);
    });

    it('may be so of one id alone', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 5, null), op('k2', 5, { n: 5 })]);
      await models.forget(collection, schoolId, 'k1');
      await models.write([op('k1', 1, { n: 1 }), op('k2', 1, { n: 1 })]);
      expect((await models.list(collection, schoolId, { limit: 9 })).map(({ rev }) => rev)).toEqual([1, 5]);
    });
  });

  describe('a checkpoint that is dropped', () => {
    it('is as if it had never been saved, and no other is touched', async () => {
      const { models, schoolId: name } = await scene();
      await models.saveCheckpoint(name, '0001');
      await models.saveCheckpoint(`${name}-other`, '0002');
      await models.dropCheckpoint(name);
      await models.dropCheckpoint(name);
      expect(await models.checkpoint(name)).toBeNull();
      expect(await models.checkpoint(`${name}-other`)).toBe('0002');
    });
  });
}
