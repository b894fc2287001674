import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedKeyStore } from '../embedded.js';
import type { KeyStore } from '../key-store/key-store.port.js';
import { KeyRing } from './key-ring.js';

let folder: string;
let store: KeyStore;
const master = Buffer.alloc(32, 9);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'key-ring-'));
  store = openEmbeddedKeyStore(path.join(folder, 'keys.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const keyOf = (answer: unknown) => (answer as { key: Buffer }).key;

describe('a key ring', () => {
  it('gives the same key again, and different keys under different ids', async () => {
    const ring = new KeyRing(store, master);
    const [first, second] = await ring.ensure(['record/l/a/1', 'record/l/b/1']);
    const [again] = await ring.ensure(['record/l/a/1']);
    expect(keyOf(again)).toEqual(keyOf(first));
    expect(keyOf(second)).not.toEqual(keyOf(first));
    expect(await ring.get(['record/l/a/1', 'record/l/none/1'])).toEqual([first, { state: 'unknown' }]);
  });

  it('never makes a key again under a destroyed id', async () => {
    const ring = new KeyRing(store, master);
    await ring.ensure(['record/l/a/1']);
    await ring.destroy(['record/l/a/1']);
    expect(await ring.ensure(['record/l/a/1'])).toEqual([{ state: 'destroyed' }]);
  });

  it('keeps no key in clear in the store, and none that another master key opens', async () => {
    const [answer] = await new KeyRing(store, master).ensure(['record/l/a/1']);
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(path.join(folder, name))));
    expect(bytes.includes(keyOf(answer))).toBe(false);
    const ofAnother = new KeyRing(store, Buffer.alloc(32, 8));
    expect(await ofAnother.get(['record/l/a/1'])).toEqual([{ state: 'damaged' }]);
    expect(await ofAnother.ensure(['record/l/a/1'])).toEqual([{ state: 'damaged' }]);
  });

  it('answers for every other key although one is damaged', async () => {
    const ring = new KeyRing(store, master);
    const [first] = await ring.ensure(['record/l/a/1']);
    await store.ensure([{ id: 'record/l/b/1', wrapped: Buffer.alloc(60, 1) }]);
    expect(await ring.get(['record/l/b/1', 'record/l/a/1'])).toEqual([{ state: 'damaged' }, first]);
  });
});
