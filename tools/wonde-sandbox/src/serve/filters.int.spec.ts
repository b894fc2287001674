import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askSandbox, at } from '../ask-sandbox.js';
import type { RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';

const SCHOOL = 'A1930499544';
let sandbox: Sandbox;
const ask = (path: string) => askSandbox(sandbox, `schools/${SCHOOL}/${path}`);
const ids = async (path: string) => (await ask(path)).rows.map(({ id }) => id);

const on = (date: string) => ({ date: `${date} 12:00:00.000000`, timezone_type: 3, timezone: 'UTC' });
const started = (date: string) => ({ data: { employment_start_date: on(date) } });
const students: RawRecord[] = [
  { id: 'A1', mis_id: '7', updated_at: on('2026-01-01'), education_details: { data: { upn: 'P1' } } },
  { id: 'A2', mis_id: '8', updated_at: on('2026-03-01'), education_details: { data: { upn: 'P2' } } },
  { id: 'A3', mis_id: '9' },
];
const member = { data: [{ id: 'A1' }] };
const RECORDS: { [resource: string]: RawRecord[] } = {
  students,
  contacts: students.map(({ id, updated_at }) => ({ id, ...(updated_at && { updated_at }) }) as RawRecord),
  employees: [
    { id: 'A1', mis_id: '7', employment_details: started('2020-09-01'), classes: member },
    { id: 'A2', mis_id: '8', employment_details: started('2025-09-01'), groups: member },
    { id: 'A3', mis_id: '9' },
  ],
  classes: [
    { id: 'A1', name: '1A', type: 'LESSON', subject: 'A9', students: member },
    { id: 'A2', name: '1B', type: null, subject: null, students: { data: [] } },
  ],
  groups: [
    { id: 'A1', type: 'YEAR', students: member },
    { id: 'A2', type: 'HOUSE', employees: member },
    { id: 'A3', type: 'USER' },
  ],
  subjects: [
    { id: 'A1', code: 'Bi', name: 'Biology' },
    { id: 'A2', code: 'Ch', name: 'Chemistry' },
  ],
};

beforeAll(async () => {
  const school = emptySchool(SCHOOL, 'Testing School', {
    records: RECORDS,
    acl: { mode: null, ids: ['A3', 'A77'] },
  });
  sandbox = await createSandbox({ world: { schools: [school] } });
});
afterAll(() => sandbox.close());

describe('the filters of a list', () => {
  it.each([
    ['students?updated_after=2026-02-01', ['A2']],
    ['students?updated_before=2026-02-01 10:00:00', ['A1']],
    ['students?updated_after=2026-01-01&updated_before=2026-04-01', ['A1', 'A2']],
    ['students?only_mis_ids=7,9', ['A1', 'A3']],
    ['students?only_upns=P2', ['A2']],
    ['contacts?updated_after=2026-02-01', ['A2']],
    ['employees?only_mis_ids=8', ['A2']],
    ['employees?has_class=true', ['A1']],
    ['employees?has_class=1', ['A1']],
    ['employees?has_group=True', ['A2']],
    ['employees?employment_start_after=2024-01-01', ['A2']],
    ['employees?employment_start_before=2024-01-01', ['A1']],
    ['classes?class_name=1B', ['A2']],
    ['classes?class_subject=A9', ['A1']],
    ['classes?type=LESSON,OTHER', ['A1']],
    ['classes?has_students=true', ['A1']],
    ['groups?type=YEAR,HOUSE', ['A1', 'A2']],
    ['groups?has_students=true', ['A1']],
    ['groups?has_employees=true', ['A2']],
    ['subjects?subject_code=Ch', ['A2']],
    ['subjects?subject_name=Biology', ['A1']],
  ])('%s leaves %j', async (path, left) => {
    expect(await ids(path)).toEqual(left);
  });
});

describe('a parameter that the sandbox does not know is refused, never ignored', () => {
  it.each([
    'students?sort=surname',
    'students?has_class=true',
    'students?update_after=2026-02-01',
    'students?aspect_id=A1',
    'students?user_defined_field=x',
    'students?only_user_defined_fields=x',
    'contacts?only_mis_ids=7',
    'employees?has_role=true',
    'employees?has_contract=true',
    'employees?extra_ids=true',
    'events?start_after=2026-02-01',
    'deletions?include=student',
    'counts?type=student',
    'students/A1?per_page=2',
  ])('%s', async (path) => {
    const { status, body } = await ask(path);
    const name = /\?(\w+)=/.exec(path)?.[1];
    expect([status, at(body, 'error')]).toEqual([400, 'invalid_parameter']);
    expect(at(body, 'error_description')).toContain(`"${name}"`);
  });

  it.each([
    'schools?updated_after=2026-02-01',
    'schools/revoked?postcode=WF1',
    'schools/declined?urn=1',
    `schools/${SCHOOL}?per_page=1`,
    `meta/schools/${SCHOOL}?per_page=1`,
    `meta/schools/${SCHOOL}/permissions?include=x`,
    `meta/schools/${SCHOOL}/acl?per_page=1`,
    `meta/schools/${SCHOOL}/acl?with_user_type=perhaps`,
  ])('%s', async (path) => {
    expect((await askSandbox(sandbox, path)).status).toBe(400);
  });
});

describe('the search parameters of schools', () => {
  it.each([
    ['schools/all?urn=10003', [SCHOOL]],
    ['schools/all?urn=10004', []],
    ['schools?la_code=100', [SCHOOL]],
    ['schools?la_code=101', []],
    ['schools?establishment_number=10000', [SCHOOL]],
    ['schools?establishment_number=10001', []],
    ['schools?postcode=ZZ', []],
    ['schools/offline?per_page=5&cursor=true', []],
    ['schools/revoked?per_page=5', []],
  ])('%s leaves %j', async (path, left) => {
    expect((await askSandbox(sandbox, path)).rows.map(({ id }) => id)).toEqual(left);
  });

  it('match the start of a postcode, in either case', async () => {
    const other = await createSandbox({ schools: 3 });
    const [first] = (await askSandbox(other, 'schools')).rows;
    const postcode = String(at(first, 'address.address_postcode'));
    for (const start of [postcode.slice(0, 3), postcode.toLowerCase()]) {
      const { rows } = await askSandbox(other, `schools?postcode=${encodeURIComponent(start)}`);
      expect(rows.map(({ id }) => id)).toContain(first?.['id']);
      expect(rows.length).toBeLessThan(3);
    }
    await other.close();
  });
});

describe('what is asked of meta', () => {
  const ofMeta = (path: string) => askSandbox(sandbox, `meta/schools/${SCHOOL}/${path}`);

  it.each(['1', 'True', 'true'])('acl?with_user_type=%s names the kind of each person', async (value) => {
    expect(at((await ofMeta(`acl?with_user_type=${value}`)).body, 'data.ids')).toEqual([
      { id: 'A3', type: 'student' },
      { id: 'A77', type: null },
    ]);
  });

  it.each(['', '?with_user_type=0', '?with_user_type=False'])('acl%s does not', async (query) => {
    expect(at((await ofMeta(`acl${query}`)).body, 'data.ids')).toEqual(['A3', 'A77']);
  });

  it('gives permissions page by page to whom asks for pages, and whole without', async () => {
    const { rows, pagination } = await ofMeta('permissions?per_page=10&cursor=true');
    expect([rows.length, pagination?.['more'], pagination?.['per_page']]).toEqual([10, true, '10']);
    const whole = await ofMeta('permissions');
    expect(whole.rows.length).toBeGreaterThan(30);
    expect(whole.pagination).toBeUndefined();
  });
});
