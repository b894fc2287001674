import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askControl, askSandbox, at } from '../ask-sandbox.js';
import type { Json, RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';

const SCHOOL = 'A1930499544';
const NOW = new Date('2026-10-01T12:00:00Z');
let sandbox: Sandbox;

beforeEach(async () => {
  const parent = (order: Json) => ({
    id: 'A20',
    upi: 'one',
    relationship: { parental_responsibility: true, court_order: order },
  });
  const students: RawRecord[] = [
    { id: 'A10', mis_id: '1', upi: 'kid', restored_at: null, contacts: { data: [parent(false)] } },
    { id: 'A11', mis_id: '2', contacts: { data: [parent(null)] } },
  ];
  const groups = [{ id: 'A60', students: { data: [{ id: 'A10' }, { id: 'A11' }] } }];
  const school = emptySchool(SCHOOL, 'Testing School', { records: { students, groups } });
  sandbox = await createSandbox({ world: { schools: [school] }, now: () => NOW });
});
afterEach(() => sandbox.close());

const get = (path: string) => askSandbox(sandbox, `schools/${SCHOOL}/${path}`);
const change = async (...changes: Json[]) => {
  for (const each of changes) {
    const answer = await askControl(sandbox, 'POST', '/changes', { school: SCHOOL, change: each });
    expect(answer).toEqual({ status: 200, body: { done: true } });
  }
};
const relationships = async () =>
  (await get('students?include=contacts')).rows.map((row) => at(row, 'contacts.data.0.relationship'));

describe('changes at a school', () => {
  it('add and lift orders, for one child or for all', async () => {
    await change({ kind: 'order-added', contact: 'A20', student: 'A11' });
    expect((await relationships()).map((link) => at(link, 'court_order'))).toEqual([false, true]);
    await change({ kind: 'order-added', contact: 'A20' });
    expect((await relationships()).map((link) => at(link, 'court_order'))).toEqual([true, true]);
    await change({ kind: 'order-lifted', contact: 'A20' }, { kind: 'order-set', contact: 'A20', value: 'Y' });
    expect((await relationships()).map((link) => at(link, 'court_order'))).toEqual(['Y', 'Y']);
  });

  it('set responsibility to anything, or remove its key', async () => {
    await change({ kind: 'responsibility-set', contact: 'A20', student: 'A10', value: [1] });
    await change({ kind: 'responsibility-set', contact: 'A20', student: 'A11', remove: true });
    expect(await relationships()).toEqual([
      { parental_responsibility: [1], court_order: false },
      { court_order: null },
    ]);
  });

  it('delete a record: gone everywhere, a deletion row, and found by updated_after', async () => {
    await change({ kind: 'record-deleted', resource: 'students', id: 'A10' });
    expect((await get('students')).rows.map(({ id }) => id)).toEqual(['A11']);
    expect((await get('students/A10')).status).toBe(404);
    expect(at((await get('groups?include=students')).rows[0], 'students.data')).toEqual([{ id: 'A11' }]);
    const deletions = await get('deletions?type=student&updated_after=2026-09-30 00:00:00');
    expect(deletions.rows).toEqual([
      { type: 'student', id: 'A10', mis_id: '1', deleted_at: stamp, restored_at: null },
    ]);
    expect((await get('deletions?type=contact')).rows).toEqual([]);
    expect((await get('deletions?updated_after=2026-10-02')).rows).toEqual([]);
  });

  it('bring a record back, under its id or as a returner under another', async () => {
    await change({ kind: 'record-deleted', resource: 'students', id: 'A10' });
    await change({ kind: 'record-back', resource: 'students', id: 'A10' });
    expect(at((await get('students/A10')).body, 'data.restored_at')).toEqual(stamp);
    expect(at((await get('deletions')).rows[0], 'restored_at')).toEqual(stamp);
    await change({ kind: 'record-deleted', resource: 'students', id: 'A10' });
    await change({ kind: 'record-back', resource: 'students', id: 'A10', asNewId: 'A99' });
    const back = at((await get('students/A99?include=contacts')).body, 'data');
    expect([at(back, 'upi'), at(back, 'contacts.data.0.id')]).toEqual(['kid', 'A20']);
    expect((await get('deletions')).rows.map(({ restored_at }) => restored_at)).toEqual([stamp, null]);
  });

  it('delete a contact from all its children', async () => {
    await change({ kind: 'record-deleted', resource: 'contacts', id: 'A20' });
    expect(await relationships()).toEqual([undefined, undefined]);
    expect((await get('contacts')).rows).toEqual([]);
  });

  it('edit and remove fields at any depth, in every copy, and move updated_at', async () => {
    const at20 = { resource: 'contacts', id: 'A20' };
    await change({ kind: 'field-edited', ...at20, path: 'contact_details', value: { data: { emails: {} } } });
    await change({
      kind: 'field-edited',
      ...at20,
      path: 'contact_details.data.emails.work',
      value: 'new@example.org',
    });
    await change({ kind: 'field-edited', ...at20, path: ['upi'], remove: true });
    for (const row of (await get('students?include=contacts.contact_details')).rows) {
      const contact = at(row, 'contacts.data.0');
      expect(at(contact, 'contact_details.data.emails')).toEqual({ work: 'new@example.org' });
      expect(contact).not.toHaveProperty('upi');
      expect(at(contact, 'updated_at')).toEqual(stamp);
    }
    expect((await get('contacts?updated_after=2026-10-01')).rows).toHaveLength(1);
    expect((await get('students?updated_after=2026-10-01')).rows).toHaveLength(0);
  });

  it('add a record, with its contacts', async () => {
    const record = { id: 'A12', contacts: { data: [{ id: 'A21', relationship: { court_order: true } }] } };
    await change({ kind: 'record-added', resource: 'students', record });
    expect((await get('students')).rows).toHaveLength(3);
    expect((await get('contacts')).rows.map(({ id }) => id)).toEqual(['A20', 'A21']);
  });

  it('move the school from state to state, and its meta', async () => {
    await change({ kind: 'meta-changed', online: false, audited: false });
    expect(at((await askSandbox(sandbox, `meta/schools/${SCHOOL}`)).body, 'data')).toMatchObject({
      online: false,
      audited: false,
    });
    await change({ kind: 'school-state', state: 'revoked' });
    expect((await askSandbox(sandbox, 'schools')).rows).toEqual([]);
    expect((await askSandbox(sandbox, 'schools/revoked')).rows).toHaveLength(1);
    expect((await get('students')).status).toBe(403);
  });

  it('refuse what does not exist (404) and what makes no sense (422)', async () => {
    const refused = async (body: Json) => (await askControl(sandbox, 'POST', '/changes', body)).status;
    const deleted = { kind: 'record-deleted', resource: 'students', id: 'A77' };
    expect(await refused({ school: 'A1', change: deleted })).toBe(404);
    expect(await refused({ school: SCHOOL, change: deleted })).toBe(404);
    expect(await refused({ school: SCHOOL, change: { kind: 'order-added', contact: 'A1' } })).toBe(404);
    expect(await refused({ school: SCHOOL, change: { kind: 'nonsense' } })).toBe(422);
  });
});

describe('the truth about a school', () => {
  it('lists families with their flags, what was deleted included', async () => {
    sandbox.control.change(SCHOOL, { kind: 'record-deleted', resource: 'students', id: 'A11' });
    const { body } = await askControl(sandbox, 'GET', `/schools/${SCHOOL}/people?kind=students`);
    expect(at(body, 'students.0')).toMatchObject({
      id: 'A10',
      deleted: false,
      contacts: [{ id: 'A20', upi: 'one' }],
    });
    expect(at(body, 'students.1')).toMatchObject({ id: 'A11', deleted: true });
    expect(body).not.toHaveProperty('contacts');
  });
});

const stamp = { date: '2026-10-01 12:00:00.000000', timezone_type: 3, timezone: 'UTC' };
