import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { KeyStoreSubject } from './contract/key-store-subject.js';
import type { KeyStore } from './key-store.port.js';

const DESTROYED = { state: 'destroyed' };
const UNKNOWN = { state: 'unknown' };
const entry = (id: string) => ({ id, wrapped: randomBytes(60) });
const active = ({ wrapped }: { wrapped: Buffer }) => ({ state: 'active', wrapped });

async function activeIds(store: KeyStore, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of store.active(prefix)) ids.push(...batch);
  return ids;
}

/** The tests that every key store passes: the port's own promises, and those that the adapter declares. */
export function keyStoreContract(name: string, subject: KeyStoreSubject): void {
  const { capabilities } = subject;
  describe(`${name} is a key store`, () => {
    const opened: KeyStore[] = [];
    const open = async () => {
      const store = await subject.open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    it('gives keys back as they were, in the order asked, and says what it does not know', async () => {
      const [store, path] = [await open(), subject.unique()];
      const [a, b] = [entry(`${path}/a`), entry(`${path}/b`)];
      expect(await store.ensure([a, b])).toEqual([active(a), active(b)]);
      expect(await store.get([b.id, `${path}/c`, a.id, b.id])).toEqual([
        active(b),
        UNKNOWN,
        active(a),
        active(b),
      ]);
      expect(await store.get([])).toEqual([]);
    });

    it('never replaces a key', async () => {
      const [store, path] = [await open(), subject.unique()];
      const [a, other, b] = [entry(`${path}/a`), entry(`${path}/a`), entry(`${path}/b`)];
      await store.ensure([a]);
      expect(await store.ensure([b, other, { ...b, wrapped: other.wrapped }])).toEqual([
        active(b),
        active(a),
        active(b),
      ]);
      expect(await store.get([a.id])).toEqual([active(a)]);
    });

    it('never gives a destroyed id a key again, and remembers that it had one', async () => {
      const [store, path] = [await open(), subject.unique()];
      const [a, b] = [entry(`${path}/a`), entry(`${path}/b`)];
      await store.ensure([a, b]);
      await store.destroy([a.id]);
      await store.destroy([a.id]);
      expect(await store.get([a.id, b.id])).toEqual([DESTROYED, active(b)]);
      expect(await store.ensure([entry(a.id)])).toEqual([DESTROYED]);
    });

    it('leaves an id unknown that was destroyed before it ever had a key', async () => {
      const [store, path] = [await open(), subject.unique()];
      await store.destroy([`${path}/a`]);
      expect(await store.get([`${path}/a`])).toEqual([UNKNOWN]);
    });

    it('lists the ids of active keys below a path in byte order', async () => {
      const [store, path] = [await open(), subject.unique()];
      const ids = Array.from({ length: 2_500 }, (_, n) => `${path}/run/${n}`);
      await store.ensure([...ids, `${path}/ruin/1`, `${path}/run`].map(entry));
      await store.destroy(ids.slice(0, 100));
      expect(await activeIds(store, `${path}/run/`)).toEqual(ids.slice(100).sort());
      expect(await activeIds(store, `${path}/nothing/`)).toEqual([]);
    });

    it('takes many keys at once', async () => {
      const [store, path] = [await open(), subject.unique()];
      const entries = Array.from({ length: 3_000 }, (_, n) => entry(`${path}/${n}`));
      await store.ensure(entries);
      expect(await store.get(entries.map(({ id }) => id))).toEqual(entries.map(active));
    });

    it('lets the first of several that bring a key for one id win', async () => {
      const [store, path] = [await open(), subject.unique()];
      const answers = await Promise.all([1, 2, 3].map(() => store.ensure([entry(`${path}/a`)])));
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    });

    if (capabilities.survivesReopen) {
      it('has keys and destructions again after closing and opening', async () => {
        const [store, path] = [await open(), subject.unique()];
        const [a, b] = [entry(`${path}/a`), entry(`${path}/b`)];
        await store.ensure([a, b]);
        await store.destroy([b.id]);
        await store.close();
        expect(await (await open()).get([a.id, b.id])).toEqual([active(a), DESTROYED]);
      });
    }

    if (capabilities.severalStores) {
      it('shows one store what another adds and destroys', async () => {
        const [one, other, path] = [await open(), await open(), subject.unique()];
        const a = entry(`${path}/a`);
        await one.ensure([a]);
        expect(await other.ensure([entry(a.id)])).toEqual([active(a)]);
        await other.destroy([a.id]);
        expect(await one.get([a.id])).toEqual([DESTROYED]);
        expect(await one.ensure([entry(a.id)])).toEqual([DESTROYED]);
      });
    }
  });
}
