import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Kind } from '@gatehouse/contracts';
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
