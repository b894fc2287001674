import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askSandbox, at } from '../ask-sandbox.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';

let sandbox: Sandbox;
let school: string;

beforeAll(async () => {
  sandbox = await createSandbox({ schools: 2, pupils: 60 });
  school = sandbox.control.schools()[1]?.id ?? '';
});
afterAll(() => sandbox.close());

const fill = (path: string) => path.replace('{id}', school);

describe("the official PHP client's calls: Basic, a slash after each list, encoded commas", () => {
  it.each([
    'schools/',
    'schools/{id}',
    'schools/pending/',
    'schools/audited/',
    'schools/declined/',
    'schools/revoked/',
    'schools/all/?postcode=CB21',
    'schools/all/?establishment_number=6006',
    'meta/schools/{id}',
    ...['students', 'contacts', 'employees', 'classes', 'groups', 'subjects', 'events', 'deletions'].map(
      (resource) => `schools/{id}/${resource}/`,
    ),
    ...['lessons', 'periods', 'rooms'].map((resource) => `schools/{id}/${resource}/`),
    'schools/{id}/students/?include=contact_details',
    'schools/{id}/students/?include=contact_details%2Cextended_details&updated_after=2016-06-24+00%3A00%3A00',
    'schools/{id}/counts/?include=students%2Ccontacts',
  ])('%s', async (path) => {
    const { status, body } = await askSandbox(sandbox, fill(path), `Basic ${btoa(`${sandbox.token}:`)}`);
    expect([status, at(body, 'data')]).toEqual([200, expect.anything()]);
  });

  it('reads all rows along next, without per_page', async () => {
    const first = await askSandbox(sandbox, `schools/${school}/students/`);
    const second = await askSandbox(sandbox, String(first.pagination?.['next']));
    expect([first.rows.length, second.rows.length, second.pagination?.['next']]).toEqual([50, 10, null]);
  });
});

describe("pywonde's calls: no slash, dates, its own spelling of true", () => {
  it.each([
    ...['', '/all', '/audited', '/pending', '/offline'].map(
      (list) => `schools${list}?per_page=10&urn=100001`,
    ),
    ...['/revoked', '/declined'].map((list) => `schools${list}?per_page=10`),
    'meta/schools/{id}/permissions',
    'meta/schools/{id}/acl?with_user_type=True',
    'schools/{id}/deletions?updated_after=2026-01-01&updated_before=2026-12-01&per_page=10&type=student',
    'schools/{id}/students?only_upns=X1&only_mis_ids=7&cursor=true&include=education_details',
    'schools/{id}/employees?has_class=True&has_group=True&employment_start_after=2020-01-01&only_mis_ids=7',
    'schools/{id}/classes?has_students=True&has_lessons=True&class_name=7En1&per_page=2&page=1',
    'schools/{id}/classes?include=students.boarding,students.campus,employees.extended_details,lessons.room',
    'schools/{id}/subjects?subject_code=En&subject_name=English',
    'schools/{id}/lessons?include=class,employee,period,room&lessons_start_after=2026-09-14',
  ])('%s', async (path) => {
    const { status, body } = await askSandbox(sandbox, fill(path));
    expect([status, at(body, 'data')]).toEqual([200, expect.anything()]);
  });
});

describe('an include that Wonde knows and the sandbox has nothing for', () => {
  it('is null where there is one, and an empty list where there are many', async () => {
    const path = `schools/${school}/students?per_page=1&include=extended_details,photo,siblings`;
    expect((await askSandbox(sandbox, path)).rows[0]).toMatchObject({
      extended_details: { data: null },
      photo: { data: null },
      siblings: { data: [] },
    });
    const roles = await askSandbox(sandbox, `schools/${school}/employees?per_page=1&include=roles`);
    expect(roles.rows[0]).toMatchObject({ roles: { data: [] } });
  });

  it('is refused where it needs a scope that the app never asks for', async () => {
    const { status, body } = await askSandbox(
      sandbox,
      `schools/${school}/students?include=attendance_summary`,
    );
    expect([status, body]).toEqual([
      403,
      { error: 'invalid_permissions', error_description: 'Scope attendance.read not enabled' },
    ]);
  });

  it.each(['classes.students', 'groups.students'])('employees know no %s, as recorded', async (include) => {
    const { status } = await askSandbox(sandbox, `schools/${school}/employees?include=${include}`);
    expect(status).toBe(400);
  });
});
