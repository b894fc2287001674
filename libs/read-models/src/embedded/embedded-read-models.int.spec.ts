import { randomBytes, randomUUID } from 'node:crypto';
import { bytesOnDisk, ChildProcess, newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readModelsContract } from '../contract.js';
import type { WriteOperation } from '../read-models.port.js';
import { ReadModelsUnavailable } from '../read-models.port.js';
import { openEmbeddedReadModels } from './embedded-read-models.js';

afterEach(() => ChildProcess.killAll());

const shared = newDataFile();
readModelsContract('the embedded read models', {
  open: async () => openEmbeddedReadModels(shared),
  unique: () => randomUUID(),
  capabilities: { survivesReopen: true, severalConnections: true },
});

const collection = { addOn: 'parent-portal', kind: 'contact', version: 1 };

describe('what the embedded read models no longer show', () => {
  it('has left no byte in any file, whatever was written and withdrawn in between', async () => {
    const file = newDataFile();
    const models = openEmbeddedReadModels(file);
    const live = new Map<string, string>();
    const gone: string[] = [];
    let rev = 0;
    for (let round = 0; round < 40; round += 1) {
      const operations: WriteOperation[] = [];
      for (let n = 0; n < 100; n += 1) {
        rev += 1;
        // Ids come in no order, and lengths vary: SQLite would rearrange its pages all the time.
        const ids = [...live.keys()];
        const id =
          rev % 2 === 0 || ids.length < 50
            ? randomBytes(16).toString('hex')
            : ids[(rev * 7919) % ids.length]!;
        const mark = `<mark-${rev}>`;
        const document = rev % 4 === 1 ? null : { mark, text: '.'.repeat((rev * 31) % 600) };
        const before = live.get(id);
        if (before) gone.push(before);
        live.delete(id);
        if (document) live.set(id, mark);
        operations.push({ collection, schoolId: 'A1', id, rev, document });
      }
      await models.write(operations);
    }
    await models.close();
    const bytes = bytesOnDisk(file);
    expect(gone.length).toBeGreaterThan(1_000);
    expect(gone.filter((mark) => bytes.includes(mark))).toEqual([]);
    expect([...live.values()].filter((mark) => !bytes.includes(mark))).toEqual([]);
  });

  it('has left no byte in any file when its collection was dropped', async () => {
    const file = newDataFile();
    const models = openEmbeddedReadModels(file);
    const marks = Array.from({ length: 3_000 }, (_, n) => `<mark-${n}>`);
    const of = (version: number, text: string) =>
      marks.map((mark, n) => ({
        collection: { ...collection, version },
        schoolId: `A${n % 7}`,
        id: `k${n}`,
        rev: 1,
        document: { mark: mark + text, filler: '.'.repeat((n * 31) % 600) },
      }));
    await models.write([...of(1, 'old'), ...of(2, 'new')]);
    await models.drop(collection);
    await models.close();
    const bytes = bytesOnDisk(file);
    expect(marks.filter((mark) => bytes.includes(`${mark}old`))).toEqual([]);
    expect(marks.filter((mark) => !bytes.includes(`${mark}new`))).toEqual([]);
  });

  it('leaves the log when the file is opened after its process was killed before it could cut it', async () => {
    const file = newDataFile();
    const script = new URL('./writes-until-killed.fixture.mjs', import.meta.url);
    // Every third revision withdraws everything.
    const child = ChildProcess.start(script, [file, '6']);
    await child.messages.until((seen) => seen.at(-1) === 6);
    await child.kill();
    const models = openEmbeddedReadModels(file);
    expect(bytesOnDisk(file).includes('"text":"x')).toBe(false);
    await models.close();
  });

  it('is given back as room for later documents', async () => {
    const file = newDataFile();
    const models = openEmbeddedReadModels(file);
    const round = (rev: number, document: { text: string } | null) =>
      models.write(
        Array.from({ length: 500 }, (_, n) => ({
          collection,
          schoolId: `A${rev}`,
          id: `k${n}`,
          rev,
          document,
        })),
      );
    const withdraw = (schoolId: string) =>
      models.write(
        Array.from({ length: 500 }, (_, n) => ({
          collection,
          schoolId,
          id: `k${n}`,
          rev: 999,
          document: null,
        })),
      );
    await round(1, { text: 'x'.repeat(800) });
    await withdraw('A1');
    await round(2, { text: 'y'.repeat(800) });
    await models.close();
    expect(bytesOnDisk(file).length).toBeLessThan(2 * 500 * 900);
  });
});

describe('the embedded read models', () => {
  it('hold whole writes, and every one they promised, when the process is killed', async () => {
    const file = newDataFile();
    const child = ChildProcess.start(new URL('./writes-until-killed.fixture.mjs', import.meta.url), [file]);
    await child.messages.untilCount(50);
    await child.kill();
    const models = openEmbeddedReadModels(file);
    const promised = child.messages.seen.at(-1) as number;
    const documents = await models.list(collection, 'A1', { limit: 99 });
    const revs = new Set(documents.map(({ rev }) => rev));
    if (documents.length > 0) {
      expect(documents).toHaveLength(20);
      expect(revs.size).toBe(1);
      expect([...revs][0]).toBeGreaterThanOrEqual(promised);
    }
    // What was written last stands: an older revision changes nothing.
    const older = documents.length > 0 ? [...revs][0]! - 1 : promised - 1;
    await models.write([{ collection, schoolId: 'A1', id: 'k0', rev: older, document: { late: true } }]);
    expect(await models.list(collection, 'A1', { limit: 99 })).toEqual(documents);
    await models.close();
  });

  it('say that they are unavailable once they are closed', async () => {
    const models = openEmbeddedReadModels(newDataFile());
    await models.close();
    await expect(models.count(collection, 'A1')).rejects.toThrow(ReadModelsUnavailable);
  });
});
