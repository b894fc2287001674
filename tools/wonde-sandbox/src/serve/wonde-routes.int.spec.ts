import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askSandbox, at } from '../ask-sandbox.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';

let sandbox: Sandbox;
let school: string;
let pending: string;
const get = (path: string, authorization?: string) => askSandbox(sandbox, path, authorization);
const ofSchool = (path: string) => get(`schools/${school}/${path}`);

beforeAll(async () => {
  sandbox = await createSandbox({ schools: 2, pupils: 60, maxPerPage: { employees: 20 } });
  const ids = sandbox.control.schools().map(({ id }) => id);
  [school, pending] = [ids[1] ?? '', ids[2] ?? ''];
});
afterAll(() => sandbox.close());

describe('who may ask', () => {
  it.each([
    ['Bearer', () => `Bearer ${sandbox.token}`, 200],
    ['Basic, the token as user name', () => `Basic ${btoa(`${sandbox.token}:`)}`, 200],
    ['a wrong Bearer', () => 'Bearer nonsense', 401],
    ['a wrong Basic', () => `Basic ${btoa(`:${sandbox.token}`)}`, 401],
    ['nothing', () => '', 401],
  ])('%s', async (_name, authorization, status) => {
    expect((await get('schools', authorization())).status).toBe(status);
  });

  it('answers 403 for a school that has not approved, but says so in its meta', async () => {
    for (const path of ['', '/students', '/counts', '/deletions']) {
      expect((await get(`schools/${pending}${path}`)).status).toBe(403);
    }
    expect((await get(`meta/schools/${pending}/permissions`)).status).toBe(403);
    expect(at((await get(`meta/schools/${pending}`)).body, 'data.approved')).toBe(false);
  });
});

describe('schools', () => {
  it('are listed by state', async () => {
    const ids = async (list: string) => (await get(list)).rows.map(({ id }) => id);
    expect(await ids('schools')).toHaveLength(2);
    expect(await ids('schools/audited')).toHaveLength(2);
    expect(await ids('schools/pending')).toEqual([pending]);
    expect(await ids('schools/all')).toHaveLength(3);
    for (const empty of ['revoked', 'declined', 'offline']) expect(await ids(`schools/${empty}`)).toEqual([]);
  });

  it('tell what they are, and what they approved', async () => {
    expect(at((await get(`schools/${school}`)).body, 'data.region.domain')).toBe('api.wonde.com');
    expect(at((await get(`meta/schools/${school}`)).body, 'data')).toEqual({
      online: true,
      approved: true,
      audited: true,
      custom_attendance_codes: false,
    });
    expect((await get(`meta/schools/${school}/permissions`)).rows.every(({ approved }) => approved)).toBe(
      true,
    );
    expect(at((await get(`meta/schools/${school}/acl`)).body, 'data')).toEqual({ mode: null, ids: [] });
  });
});

describe('records', () => {
  it('carry a relation only when it is included', async () => {
    const [bare] = (await ofSchool('students?per_page=1')).rows;
    for (const key of ['contacts', 'contact_details', 'education_details', 'year'])
      expect(bare).not.toHaveProperty(key);
    const { rows } = await ofSchool(
      'students?include=contacts,education_details,year,registration.employees',
    );
    const withContact = rows.find((row) => at(row, 'contacts.data.0') !== undefined);
    expect(at(withContact, 'contacts.data.0.relationship')).toHaveProperty('parental_responsibility');
    expect(at(withContact, 'contacts.data.0')).not.toHaveProperty('contact_details');
    expect(at(withContact, 'education_details.data.upn')).toEqual(expect.any(String));
    expect(at(withContact, 'year.data.type')).toBe('YEAR');
    expect(at(withContact, 'registration.data.employees.data.0.id')).toEqual(expect.any(String));
  });

  it('put the relationship on the link, from either side', async () => {
    const student = (await ofSchool('students?include=contacts.contact_details')).rows.find((row) =>
      at(row, 'contacts.data.0'),
    );
    const id = String(at(student, 'contacts.data.0.id'));
    expect(at(student, 'contacts.data.0.contact_details.data.emails')).toHaveProperty('primary');
    const { body } = await ofSchool(`contacts/${id}?include=students`);
    const back = at(body, 'data.students.data');
    expect(back).toContainEqual(
      expect.objectContaining({
        id: student?.['id'],
        relationship: at(student, 'contacts.data.0.relationship'),
      }),
    );
  });

  it('name the subject of a class by id, or in full when included', async () => {
    expect(at((await ofSchool('classes')).rows[0], 'subject')).toMatch(/^A\d+$/);
    const [included] = (await ofSchool('classes?include=subject,students,employees')).rows;
    expect(at(included, 'subject.data.name')).toEqual(expect.any(String));
    expect(at(included, 'students.data.0.id')).toEqual(expect.any(String));
  });

  it('are counted, each kind that may be read when none is named', async () => {
    const all = at((await ofSchool('counts')).body, 'data');
    expect(all).toMatchObject({ students: { data: { count: 60 } }, events: expect.anything() });
    const { body } = await ofSchool('counts?include=students,contacts');
    expect(at(body, 'data.students.data.count')).toBe(60);
    expect(at(body, 'data.contacts.data.count')).toBe(sandbox.control.people(school).contacts.length);
  });

  it('follow next to the last one, on the host that the client wrote', async () => {
    let page = await ofSchool('students?per_page=25&cursor=true');
    const ids = page.rows.map(({ id }) => id);
    while (typeof page.pagination?.['next'] === 'string') {
      expect(page.pagination['next'].startsWith(sandbox.url)).toBe(true);
      page = await get(page.pagination['next']);
      ids.push(...page.rows.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(60);
  });

  it.each([
    ['students?include=nonsense', 400],
    ['students?include=contacts.nonsense', 400],
    ['students?per_page=201', 400],
    ['employees?per_page=21', 400],
    ['students?updated_after=yesterday', 400],
    ['counts?include=nonsense', 400],
    ['students/A1', 404],
    ['nonsense', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await ofSchool(path)).status).toBe(status);
  });

  it('answers 404 for a school that does not exist', async () => {
    expect((await get('schools/A1/students')).status).toBe(404);
  });
});
