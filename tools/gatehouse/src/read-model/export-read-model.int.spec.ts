import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tips } from '@gatehouse/cms-projector/recover';
import { writeOfTips } from '@gatehouse/cms-projector/recover';
import type { Kind } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import { eventAt } from '@gatehouse/event-store';
import { KeyRing, newestRunKeyId } from '@gatehouse/privacy';
import { claimStores } from '@gatehouse/process/engines';
import type { Document } from '@gatehouse/read-models';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const exported = (school: string, addOn: string, kind: string) =>
  data.gatehouse('read-model', 'export', '--school', school, '--add-on', addOn, '--kind', kind);

describe('gatehouse read-model export', () => {
  it('prints one document a line, keys sorted at every level, ordered by id', async () => {
    await data.documents('S1', 'parent-portal', 'contact', [
      { surname: 'Doe', id: 'b', children: [{ priority: 1, id: 'k' }] },
      { id: 'a', forename: 'Zoë', addresses: { work: null, home: { town: 'Kendal', street: 'High St' } } },
    ]);
    const { exitCode, output, notes } = await exported('S1', 'parent-portal', 'contact');
    expect(output).toBe(
      '{"addresses":{"home":{"street":"High St","town":"Kendal"},"work":null},"forename":"Zoë","id":"a"}\n' +
        '{"children":[{"id":"k","priority":1}],"id":"b","surname":"Doe"}\n',
    );
    expect([exitCode, notes]).toEqual([0, []]);
  });

  it('prints every document once when there are several pages of them', async () => {
    const ids = Array.from({ length: 1_001 }, (_, n) => String(n).padStart(5, '0'));
    const documents = ids.map((id) => ({ id }));
    await data.documents('S1', 'email-text', 'student', documents);
    expect((await exported('S1', 'email-text', 'student')).lines).toEqual(documents);
  });

  it('prints nothing and says nothing for an empty kind', async () => {
    expect(await exported('S1', 'mis-calendar', 'event')).toMatchObject({
      exitCode: 0,
      output: '',
      notes: [],
    });
  });

  it('refuses a school never seen', async () => {
    const { exitCode, output, notes } = await exported('S2', 'parent-portal', 'contact');
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.stringContaining('never seen school S2')]);
  });

  describe('of a school that was last listed and read a while ago', () => {
    // The terminal's clock stands at eight o'clock on the first of September.
    const known = (listedAt: string, contact = listedAt) => ({
      listedAt,
      readAt: { contact, student: listedAt },
    });
    const exportedOf = async (known: Document, kind: string, environment = {}) => {
      await data.school('S3', 'Brook', known);
      await data.documents('S3', 'parent-portal', kind as Kind, [{ id: 'a' }]);
      const words = ['read-model', 'export', '--school', 'S3', '--add-on', 'parent-portal', '--kind', kind];
      const { exitCode, output, notes } = await gatehouse([...words, '--data-dir', data.folder], environment);
      expect(exitCode).toBe(0);
      return [output, ...notes];
    };
    const ALL = ['{"id":"a"}\n'];
    const NOTHING = (words: string) => ['', expect.stringMatching(new RegExp(`^Note: .*${words}`))];

    it('prints what is still served', async () => {
      expect(await exportedOf(known('2026-08-25T08:00:01.000Z'), 'contact')).toEqual(ALL);
    });

    it('prints nothing of a school seven days after it was listed, and says why', async () => {
      const since = known('2026-08-25T08:00:00.000Z');
      expect(await exportedOf(since, 'contact')).toEqual(NOTHING('not seen to be approved .* 2026-08-25'));
    });

    it('prints nothing of a kind thirty days after it was read, and says why', async () => {
      const since = known('2026-09-01T07:00:00.000Z', '2026-08-02T08:00:00.000Z');
      expect(await exportedOf(since, 'contact')).toEqual(NOTHING('kind contact .* 2026-08-02'));
    });

    it('prints the other kinds', async () => {
      const since = known('2026-09-01T07:00:00.000Z', '2026-08-02T08:00:00.000Z');
      expect(await exportedOf(since, 'student')).toEqual(ALL);
    });

    it.each([
      ['GATEHOUSE_SUSPEND_UNLISTED_DAYS', '2026-08-30T08:00:00.000Z', '2026-08-31T08:00:00.000Z'],
      ['GATEHOUSE_SUSPEND_UNREAD_DAYS', '2026-08-31T08:00:00.000Z', '2026-08-30T08:00:00.000Z'],
    ])('goes by %s', async (variable, listedAt, readAt) => {
      const shorter = { [variable]: '2' };
      expect((await exportedOf(known(listedAt, readAt), 'contact', shorter))[0]).toBe('');
    });
  });

  describe('where the CMS would be shown nothing', () => {
    const LINES = ['1', '2'].map((digit) => ({ kind: 'contact' as const, recordKey: digit.repeat(32) }));
    beforeEach(() => data.documents('S1', 'parent-portal', 'contact', [{ id: 'a' }]));

    const printed = async () => {
      const { exitCode, output, notes } = await exported('S1', 'parent-portal', 'contact');
      expect(exitCode).toBe(0);
      return [output, ...notes];
    };
    const nothing = (words: string) => ['', expect.stringContaining(words)];
    /** Projected are the ledger's lines up to this one. */
    const projected = (revision: number) =>
      data.engines(async ({ eventStore, readModels }) => {
        const event = await eventAt(eventStore, ledgerStream('S1', 'parent-portal'), revision);
        const tips: Tips = { ledgers: { 'parent-portal': { revision, id: event?.id ?? '' } } };
        await readModels.write([writeOfTips('S1', tips)]);
      });

    it('prints nothing where the event store is behind the key store, and says so', async () => {
      await data.engines(({ keyStore, masterKey }) => {
        const run = { schoolId: 'S1', run: 9, runId: randomUUID() };
        return new KeyRing(keyStore, masterKey).ensure([newestRunKeyId(run)]);
      });
      expect(await printed()).toEqual(nothing('the event store is behind the key store'));
    });

    it('prints nothing where a line of the ledger is not projected yet, and says so', async () => {
      await data.ledger('S1', 'parent-portal', LINES);
      await projected(0);
      expect(await printed()).toEqual(nothing('the read models are behind the event store'));
      await projected(1);
      expect(await printed()).toEqual(['{"id":"a"}\n']);
    });

    it('prints nothing where a run of the school is not projected yet, and says so', async () => {
      await data.run('S1', -1);
      expect(await printed()).toEqual(nothing('the read models are behind the event store'));
    });

    it('prints nothing of read models of another installation, and says so', async () => {
      await data.engines(async (engines) => {
        const { masterKey, keyStore } = engines;
        const keyRing = new KeyRing(keyStore, masterKey);
        expect(await claimStores({ ...engines, keyRing }, { appends: true, by: 'a spec' })).toBeUndefined();
      });
      expect(await printed()).toEqual(['{"id":"a"}\n']);
      await data.engines(({ readModels }) =>
        readModels.saveCheckpoint('gatehouse.installation', 'f'.repeat(32)),
      );
      expect(await printed()).toEqual(nothing('another master key'));
    });
  });

  it('refuses a number of days that is none', async () => {
    const words = [
      'read-model',
      'export',
      '--school',
      'S1',
      '--add-on',
      'parent-portal',
      '--kind',
      'contact',
    ];
    const environment = { GATEHOUSE_SUSPEND_UNREAD_DAYS: 'never' };
    const { exitCode, output, notes } = await gatehouse([...words, '--data-dir', data.folder], environment);
    expect([exitCode, output]).toEqual([3, '']);
    expect(notes).toEqual([expect.stringContaining('GATEHOUSE_SUSPEND_UNREAD_DAYS')]);
  });
});
