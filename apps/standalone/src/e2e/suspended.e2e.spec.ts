import { describe, expect, it } from '@jest/globals';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { standings } from '../../testing/standings.js';

const school = () => aSchool({ students: [student('kim', [contact('mum')])] });

/** What the CMS is answered: the school as the list shows it, and the status of a list and of a document. */
async function answers(gate: Gate, address: string) {
  const ask = (path: string) =>
    fetch(`${address}/v1/schools${path}`, { headers: { authorization: `Bearer ${gate.directory.apiKey}` } });
  const place = `/${SCHOOL}/add-ons/parent-portal/contact`;
  const { data } = (await (await ask('')).json()) as { data: { access: string; suspended?: object }[] };
  const list = await ask(place);
  const one = await ask(`${place}/${gate.documentIdOf('contact', 'mum')}`);
  return { school: data[0], list: list.status, one: one.status, text: await list.text() };
}

describe('a school that is not approved any more', () => {
  it.each(['declined', 'pending'] as const)(
    'listed as %s: nothing is served, nothing erased; approved again, it is served when a run has closed',
    (state) =>
      given(school(), async ({ gate, when }) => {
        const address = await gate.services.listen(0);
        const before = await gate.comparable();
        const result = await when({ kind: 'school-state', state });
        expect(result).toMatchObject({ outcome: 'skipped', problems: [{ code: 'SCHOOL_SUSPENDED' }] });
        expect(await answers(gate, address)).toMatchObject({
          school: { access: 'suspended', suspended: { why: state } },
          list: 403,
          one: 403,
        });
        expect((await answers(gate, address)).text).not.toContain('mum');
        expect(await gate.comparable()).toEqual(before);
        const events = (await gate.runs()).length;
        await when();
        // Said once, however often it is found so.
        expect(await gate.runs()).toHaveLength(events);

        await when({ kind: 'school-state', state: 'approved' });
        const served = await answers(gate, address);
        expect(served).toMatchObject({ school: { access: 'approved' }, list: 200, one: 200 });
        expect(served.school).not.toHaveProperty('suspended');
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      }),
  );

  it('and then revoked, it is erased', () =>
    given(school(), async ({ gate, when }) => {
      await when({ kind: 'school-state', state: 'declined' });
      await when({ kind: 'school-state', state: 'revoked' });
      expect(await standings(gate, 'contact', 'mum')).toBe('withdrawn: ACCESS_REVOKED');
      expect(await gate.documents('parent-portal', 'contact')).toEqual([]);
    }));
});
