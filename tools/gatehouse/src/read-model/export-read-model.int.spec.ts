import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADataDirectory } from '../../testing/a-data-directory.js';

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

  it('prints nothing for a school never seen, with a note', async () => {
    const { exitCode, output, notes } = await exported('S2', 'parent-portal', 'contact');
    expect([exitCode, output]).toEqual([0, '']);
    expect(notes).toEqual([expect.stringContaining('never seen school S2')]);
  });
});
