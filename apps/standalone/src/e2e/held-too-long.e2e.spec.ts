import { describe, expect, it } from '@jest/globals';
import { contact, aSchool, SCHOOL, student } from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';

const KIDS = ['kim', 'lee', 'max', 'ned', 'ola', 'pat'];
const school = (kids: readonly string[]) =>
  aSchool({ students: kids.map((kid) => student(kid, [contact(`mum-of-${kid}`)])) });
const NOON = Date.parse('2026-09-01T12:00:00.000Z');

/** Who of the pupils the website is shown, asked in pages of two, and one by one. */
async function shown(gate: Gate): Promise<string[]> {
  const address = await gate.services.listen(0);
  const headers = { authorization: `Bearer ${gate.directory.apiKey}` };
  const place = `${address}/v1/schools/${SCHOOL}/add-ons/parent-portal/student`;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await fetch(`${place}?limit=2${cursor && `&cursor=${cursor}`}`, { headers });
    const { data, next } = (await page.json()) as { data: { id: string }[]; next: string | null };
    ids.push(...data.map(({ id }) => id));
    cursor = next;
  }
  const named = KIDS.filter((kid) => ids.includes(gate.documentIdOf('student', kid)));
  for (const kid of KIDS) {
    const { status } = await fetch(`${place}/${gate.documentIdOf('student', kid)}`, { headers });
    expect([kid, status]).toEqual([kid, named.includes(kid) ? 200 : 404]);
  }
  return named;
}

describe('pupils who are held and nobody decides about', () => {
  it('are shown for thirty days, then not, although nobody looks any more; nothing is erased, and who comes back is shown', async () => {
    let time = NOON;
    const passes = (days: number) => (time += days * 86_400_000);
    await given(
      school(KIDS),
      async ({ gate, when }) => {
        passes(1);
        await gate.serve({ schools: [school(['kim'])] });
        expect((await when()).outcome).toBe('held');
        const before = await gate.comparable();
        passes(29);
        // Listed and read meanwhile, else the school itself would be suspended.
        expect((await when()).outcome).toBe('held');
        expect(await shown(gate)).toEqual(KIDS);
        passes(1);
        expect(await shown(gate)).toEqual(['kim']);
        expect((await gate.comparable()).documents).toEqual(before.documents);

        const result = await when();
        expect(result.addOns['parent-portal']?.holds?.student).toMatchObject({ withdrawals: 5, hidden: 5 });
        expect(await shown(gate)).toEqual(['kim']);
        await gate.serve({ schools: [school(['kim', 'lee', 'max', 'ned', 'ola'])] });
        expect((await when()).outcome).toBe('completed');
        expect(await shown(gate)).toEqual(['kim', 'lee', 'max', 'ned', 'ola']);
      },
      { now: () => new Date(time) },
    );
  });
});
