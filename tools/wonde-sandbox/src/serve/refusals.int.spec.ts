import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askSandbox } from '../ask-sandbox.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';

const SCHOOL = 'A1930499544';
let sandbox: Sandbox;

beforeAll(async () => {
  const permissions = [{ name: 'Students surname read', approved: true }];
  const schools = [
    emptySchool(SCHOOL, 'Testing School', { permissions }),
    emptySchool('A1000000001', 'Not yet', { state: 'pending' }),
  ];
  sandbox = await createSandbox({ world: { schools } });
});
afterAll(() => sandbox.close());

describe('a refusal has the body of a recorded one: error, and error_description', () => {
  it.each([
    [`schools/${SCHOOL}/contacts`, 403, 'invalid_permissions', /^Scope contacts\.read not enabled$/],
    [`schools/${SCHOOL}/students?include=contacts`, 403, 'invalid_permissions', /^Scope contacts\.read/],
    [`schools/${SCHOOL}/students?include=nonsense`, 400, 'invalid_include', /nonsense/],
    [`schools/${SCHOOL}/students/A1`, 404, 'resource_not_found', /students/],
    [`schools/${SCHOOL}/nonsense`, 404, 'resource_not_found', /resource/],
    ['schools/A1/students', 404, 'resource_not_found', /school/],
    ['meta/schools/A1', 404, 'resource_not_found', /school/],
    ['schools/A1000000001/students', 403, 'school_not_granted', /access/],
    [`schools/${SCHOOL}/students?per_page=many`, 400, 'invalid_parameter', /"per_page"/],
  ])('%s', async (path, status, word, description) => {
    const answer = await askSandbox(sandbox, path);
    expect([answer.status, answer.body]).toEqual([
      status,
      { error: word, error_description: expect.stringMatching(description) },
    ]);
  });

  it('also without a right token, and where a fault was injected', async () => {
    const stranger = await askSandbox(sandbox, 'schools', 'Bearer nonsense');
    expect(stranger.body).toEqual({ error: 'invalid_token', error_description: expect.any(String) });
    sandbox.control.fault({ resource: 'schools', status: 503, times: 1 });
    const faulty = await askSandbox(sandbox, 'schools');
    expect(faulty.body).toEqual({ error: 'injected_fault', error_description: expect.any(String) });
  });
});
