import { describe, expect, it } from '@jest/globals';
import type { Scene } from './scene.js';

export function readingContract(scene: () => Promise<Scene>): void {
  describe('reading', () => {
    it('lists documents in the byte order of their ids, page by page', async () => {
      const { models, collection, schoolId, op } = await scene();
      const ids = ['b', 'a', 'B', '10', '9', 'ab', '\u{1f600}', '\uff21'];
      await models.write(ids.map((id) => op(id, 1, { id })));
      const inOrder = [...ids].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
      const pages: string[] = [];
      for (let after: string | undefined; ; after = pages.at(-1)) {
        const page = await models.list(
          collection,
          schoolId,
          after === undefined ? { limit: 3 } : { limit: 3, after },
        );
        expect(page.length).toBeLessThanOrEqual(3);
        if (page.length === 0) break;
        pages.push(...page.map(({ id }) => id));
      }
      expect(pages).toEqual(inOrder);
    });

    it('never mixes schools, add-ons, kinds or versions', async () => {
      const { models, collection, schoolId, op } = await scene();
      const here = op('k1', 1, { at: 'here' });
      await models.write([
        here,
        { ...here, schoolId: `${schoolId}x`, document: { at: 'another school' } },
        {
          ...here,
          collection: { ...collection, addOn: `${collection.addOn}x` },
          document: { at: 'another add-on' },
        },
        { ...here, collection: { ...collection, kind: 'student' }, document: { at: 'another kind' } },
        { ...here, collection: { ...collection, version: 2 }, document: { at: 'another version' } },
      ]);
      expect(await models.list(collection, schoolId, { limit: 9 })).toEqual([
        { id: 'k1', rev: 1, document: { at: 'here' } },
      ]);
      expect(await models.count({ ...collection, version: 2 }, schoolId)).toBe(1);
      expect((await models.get(collection, `${schoolId}x`, 'k1'))?.document).toEqual({
        at: 'another school',
      });
    });

    it('finds nothing where nothing is', async () => {
      const { models, collection, schoolId } = await scene();
      expect(await models.get(collection, schoolId, 'k1')).toBeUndefined();
      expect(await models.list(collection, schoolId, { limit: 1 })).toEqual([]);
      expect(await models.count(collection, schoolId)).toBe(0);
    });
  });

  describe('checkpoints', () => {
    it('are kept by name, the last one saved', async () => {
      const { models, schoolId: name } = await scene();
      expect(await models.checkpoint(name)).toBeNull();
      await models.saveCheckpoint(name, '0001');
      await models.saveCheckpoint(name, '0002');
      expect(await models.checkpoint(name)).toBe('0002');
      expect(await models.checkpoint(`${name}-other`)).toBeNull();
    });
  });
}
