import { describe, expect, it } from '@jest/globals';
import type { Scene } from './scene.js';

export function guardedWriteContract(scene: () => Promise<Scene>): void {
  describe('a guarded write', () => {
    it('takes effect only if it is newer than what is stored', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 5, { name: 'five' })]);
      await models.write([op('k1', 5, { name: 'again' }), op('k1', 4, { name: 'four' })]);
      expect(await models.get(collection, schoolId, 'k1')).toEqual({
        id: 'k1',
        rev: 5,
        document: { name: 'five' },
      });
      await models.write([op('k1', 6, { other: 'six' })]);
      expect(await models.get(collection, schoolId, 'k1')).toEqual({
        id: 'k1',
        rev: 6,
        document: { other: 'six' },
      });
    });

    it('lets the newest of several in one call win, whatever their order', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([
        op('k1', 2, { n: 2 }),
        op('k1', 3, { n: 3 }),
        op('k1', 1, { n: 1 }),
        op('k2', 1, { n: 1 }),
      ]);
      expect(await models.list(collection, schoolId, { limit: 10 })).toEqual([
        { id: 'k1', rev: 3, document: { n: 3 } },
        { id: 'k2', rev: 1, document: { n: 1 } },
      ]);
    });

    it('leaves of a withdrawn document nothing that a reader sees, and no older write brings it back', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 1, { n: 1 }), op('k2', 1, { n: 1 })]);
      await models.write([op('k1', 5, null)]);
      await models.write([op('k1', 3, { n: 3 })]);
      expect(await models.get(collection, schoolId, 'k1')).toBeUndefined();
      expect((await models.list(collection, schoolId, { limit: 10 })).map(({ id }) => id)).toEqual(['k2']);
      expect(await models.count(collection, schoolId)).toBe(1);
    });

    it('remembers a withdrawal of what it has never seen', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 5, null)]);
      await models.write([op('k1', 2, { n: 2 })]);
      expect(await models.count(collection, schoolId)).toBe(0);
    });

    it('brings a document back when it returns later', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 1, { n: 1 })]);
      await models.write([op('k1', 2, null)]);
      await models.write([op('k1', 3, { n: 3 })]);
      expect(await models.get(collection, schoolId, 'k1')).toEqual({ id: 'k1', rev: 3, document: { n: 3 } });
      expect(await models.count(collection, schoolId)).toBe(1);
    });

    it('may take effect again at the very revision that is stored, and at no older one', async () => {
      const { models, collection, schoolId, op } = await scene();
      await models.write([op('k1', 5, null), op('k2', 5, { n: 5 })]);
      await models.write([{ ...op('k1', 5, { n: 'again' }), again: true }]);
      await models.write([{ ...op('k2', 5, null), again: true }]);
      await models.write([{ ...op('k1', 4, { n: 4 }), again: true }]);
      expect(await models.list(collection, schoolId, { limit: 9 })).toEqual([
        { id: 'k1', rev: 5, document: { n: 'again' } },
      ]);
    });

    it('keeps every value as it was given, and replaces documents whole', async () => {
      const { models, collection, schoolId, op } = await scene();
      const document = {
        text: ' O\u2019Brien <b>\u4e2d\u6587</b> \u{1f600} \0 ',
        list: [null, [], { a: -1.5 }],
        empty: {},
      };
      await models.write([op('k1', 1, { gone: 'x', text: 'y'.repeat(9_000) })]);
      await models.write([op('k1', 2, document)]);
      expect((await models.get(collection, schoolId, 'k1'))?.document).toEqual(document);
    });

    it('is the same in one large call as in many, and may be repeated', async () => {
      const [whole, parts] = [await scene(), await scene()];
      const writes = ({ op }: Scene) =>
        Array.from({ length: 1_500 }, (_, n) => {
          const id = `k${(n * 7) % 400}`;
          return op(id, n, n % 5 === 0 ? null : { n, text: 'x'.repeat((n * 13) % 700) });
        });
      await whole.models.write(writes(whole));
      for (const operation of writes(parts)) await parts.models.write([operation]);
      await parts.models.write(writes(parts).reverse());
      const all = (s: Scene) => s.models.list(s.collection, s.schoolId, { limit: 2_000 });
      expect(await all(parts)).toEqual(await all(whole));
      expect(await parts.models.count(parts.collection, parts.schoolId)).toBe((await all(parts)).length);
    });
  });
}
