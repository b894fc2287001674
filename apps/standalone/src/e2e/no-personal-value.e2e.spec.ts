import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import { recordKeyId } from '@gatehouse/privacy';
import { placesOf, until } from '@gatehouse/testing';
import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { createSandbox, permissionRows } from '@gatehouse/wonde-sandbox';
import {
  aClass,
  aSchool,
  CARER,
  contact,
  employee,
  event,
  group,
  ORDER,
  SCHOOL,
  student,
} from '../../testing/a-school.js';
import { ChildGate } from '../../testing/child-gate.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { marked } from '../../testing/marked.js';
import { standings } from '../../testing/standings.js';

/** Delivered by the source all the same, and approved for no add-on. */
const UNAPPROVED = ['Contacts telephone', 'Contacts address', 'Employees email', 'Employees telephone'];
const SECRET = 'zzSECRETzz';
const PUBLIC = 'zzPUBLICzz';

/** Also as names look when they are folded for comparing, and the sources' own names of people and records. */
const folded = (mark: string) => [mark, mark.toLowerCase()];
const WONDE_NAMES = ['upi-', 'mis-ordered', 'mis-ms-ng'];

const secret = (record: RawRecord) => marked(record, SECRET);
const known = (record: RawRecord) => marked(record, PUBLIC, ['phones', 'addresses'], SECRET);

const school = () =>
  aSchool(
    {
      students: [
        known(
          student('kim', [
            known(contact('mum', { ...CARER, relationship: SECRET })),
            secret(contact('ordered', ORDER)),
            secret(contact('blank', { ...CARER, court_order: null })),
            secret(contact('text', { ...CARER, court_order: `${SECRET} no` })),
            secret(contact('no-flags', {})),
            secret(contact('neighbour', { ...CARER, parental_responsibility: false })),
            secret(contact('mum-again', ORDER, { upi: 'upi-ordered' })),
          ]),
        ),
        secret(student('twice', [], { forename: 'one' })),
        secret(student('twice', [], { forename: 'other' })),
      ],
      employees: [
        known(
          employee(
            'ms-ng',
            { current: true },
            { contact_details: { data: { salutation: '', emails: { work: SECRET } } } },
          ),
        ),
        secret(employee('leaver', { current: false })),
        secret(employee('supply', { current: `${SECRET} yes` })),
      ],
      classes: [aClass('maths', ['kim', 'twice'], ['ms-ng', 'leaver'])],
      groups: [group('7b', ['kim'])],
      events: [
        known(event('fair')),
        secret(event('inset', { category: 'Staff' })),
        secret(event('no-start', { start_at: null })),
      ],
    },
    {
      permissions: [
        ...permissionRows(true),
        ...UNAPPROVED.map((label) => ({ name: `${label} read`, approved: false })),
      ],
    },
  );

/** Everything the CMS API answers about the school. */
async function answersOf(gate: Gate): Promise<string> {
  const address = await gate.services.listen(0);
  const headers = { authorization: `Bearer ${gate.directory.apiKey}` };
  const ask = async (at: string) => (await fetch(`${address}/v1/schools${at}`, { headers })).text();
  const answers = [await ask('')];
  const documentIds = gate.documentIds();
  for (const addOn of ADD_ONS) {
    for (const kind of KINDS) {
      const place = `/${SCHOOL}/add-ons/${addOn}/${kind}`;
      answers.push(await ask(place));
      const keys = new Set((await gate.ledger(addOn)).map(({ data }) => String(data['recordKey'])));
      for (const key of keys) answers.push(await ask(`${place}/${documentIds.documentId(key)}`));
    }
  }
  return answers.join('\n');
}

/** Design section 8.6. */
describe('no personal value of an excluded person and no unapproved field', () => {
  it('is in any file, log or answer, while running and after', () =>
    given(school(), async ({ gate, last, when }) => {
      expect(last().addOns['email-text']?.state).toBe('blocked');
      expect(last().addOns['parent-portal']?.state).toBe('ready');
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toContain('imported: kim');
      await when();
      const answers = await answersOf(gate);
      // What is let in is there to be found: the search works.
      expect(answers).toContain(`Forename mum${PUBLIC}`);
      const { folder } = gate.directory;
      expect(placesOf([PUBLIC], folder).join()).toMatch(/read-models/);
      expect(placesOf(folded(PUBLIC), folder).join()).not.toMatch(/events|bus|keys/);
      expect(answers).not.toContain(SECRET);
      expect(gate.log.join('\n')).not.toContain('zz');
      expect(placesOf([...folded(SECRET), ...WONDE_NAMES], folder)).toEqual([]);
      // The register remembers them all, by keys and classes.
      const register = JSON.stringify(await gate.restrictions());
      for (const id of ['ordered', 'blank', 'text', 'no-flags', 'neighbour'])
        expect(register).toContain(gate.keyOf('contact', id));
      expect(register.toLowerCase()).not.toContain('zz');
      await gate.stop();
      expect(placesOf([...folded(SECRET), ...WONDE_NAMES], folder)).toEqual([]);
      await gate.start();
    }));

  it('is in anything the command writes, and imported values are in its read models only', async () => {
    const sandbox = await createSandbox({ world: { schools: [school()] } });
    const parent = mkdtempSync(path.join(tmpdir(), 'gate-child-'));
    try {
      const { code, stdout, stderr } = await new ChildGate(sandbox, path.join(parent, 'data')).ended();
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ schools: [{ outcome: 'completed' }] });
      expect(stdout + stderr).not.toContain('zz');
      expect(placesOf([SECRET, sandbox.token], parent)).toEqual([]);
      expect(placesOf([PUBLIC], parent).join()).toMatch(/read-models/);
    } finally {
      await sandbox.close();
      rmSync(parent, { recursive: true });
    }
  });
});

describe('a person who was let in and is no longer', () => {
  const MARK = 'zzGONEzz';
  const family = () =>
    aSchool({ students: [student('kim', [marked(contact('mum'), MARK), contact('dad')]), student('lee')] });

  it.each([
    ['by a court order', { kind: 'order-added', contact: 'mum' } as const],
    [
      'because the record left the source',
      { kind: 'record-deleted', resource: 'contacts', id: 'mum' } as const,
    ],
    ['by a permission', { kind: 'permission-withdrawn', label: 'Contacts forename' } as const],
    ['by the school that revoked the app', { kind: 'school-state', state: 'revoked' } as const],
  ])('leaves no clear value behind, and no key to the sealed ones: %s', (_, change) =>
    given(family(), async ({ gate, when }) => {
      const { folder } = gate.directory;
      expect(placesOf([MARK], folder).join()).toMatch(/read-models/);
      const keyIds = ['email-text', 'parent-portal', 'parents-evening'].map((addOn) =>
        recordKeyId(`ledger-${SCHOOL}.${addOn}`, gate.keyOf('contact', 'mum'), 1),
      );
      const wrapped = (await gate.engines.keyStore.get(keyIds)).flatMap((key) =>
        key.state === 'active' ? [key.wrapped] : [],
      );
      expect(placesOf(wrapped, folder)).toHaveLength(3);

      await when(change);

      expect((await gate.engines.keyStore.get(keyIds)).map(({ state }) => state)).toEqual(
        Array(3).fill('destroyed'),
      );
      const left = () => placesOf([MARK, ...wrapped], folder);
      await until('no copy is left while the services run', () => left().length === 0, {
        withinMs: 5_000,
        seen: left,
      });
      await gate.stop();
      expect(placesOf([MARK, ...wrapped], folder)).toEqual([]);
      await gate.start();
    }),
  );
});
