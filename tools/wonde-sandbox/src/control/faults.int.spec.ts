import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { askControl, askSandbox } from '../ask-sandbox.js';
import type { RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import type { Fault } from './faults.js';

let sandbox: Sandbox;
let school: string;
const PATH = 'students?per_page=20&cursor=true';
const get = (path = PATH) => askSandbox(sandbox, `schools/${school}/${path}`);
const secondPage = async () => askSandbox(sandbox, String((await get()).pagination?.['next']));
const inject = async (fault: Fault) =>
  expect((await askControl(sandbox, 'POST', '/faults', fault)).status).toBe(200);

beforeAll(async () => {
  sandbox = await createSandbox({ schools: 1, pupils: 60 });
  school = sandbox.control.schools()[0]?.id ?? '';
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await askControl(sandbox, 'DELETE', '/faults');
  await askControl(sandbox, 'DELETE', '/requests');
});

describe('injected faults', () => {
  it('answer a status with Retry-After, as often as asked, then no more', async () => {
    await inject({ resource: 'students', status: 429, retryAfter: 3, times: 2 });
    const answers = [await get(), await get(), await get()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
  });

  it('meet only the resource, the page and the school that they name', async () => {
    await inject({ school, resource: 'students', page: 2, status: 503 });
    await inject({ school: 'A1', status: 500 });
    expect((await get()).status).toBe(200);
    expect((await get('employees')).status).toBe(200);
    expect((await secondPage()).status).toBe(503);
    expect((await get('students?per_page=20&page=2')).status).toBe(503);
  });

  it('never answer (timeout), and the sandbox still closes', async () => {
    const other = await createSandbox({ schools: 1, pupils: 5 });
    other.control.fault({ resource: 'schools', kind: 'timeout' });
    const answer = fetch(`${other.url}schools`, {
      headers: { authorization: `Bearer ${other.token}` },
      signal: AbortSignal.timeout(300),
    });
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    expect(other.control.requests()).toEqual([{ method: 'GET', url: '/v1.0/schools', status: null }]);
    await other.close();
  });

  it('cut the JSON in the middle', async () => {
    await inject({ resource: 'students', kind: 'cut-json' });
    await expect(get()).rejects.toThrow(/in JSON at position/);
  });

  it('empty one page, and leave what follows', async () => {
    await inject({ resource: 'students', page: 2, kind: 'empty-page' });
    const { rows, pagination } = await secondPage();
    expect(rows).toEqual([]);
    expect(pagination).toMatchObject({ more: true, next: expect.any(String) });
  });

  it('empty the whole list', async () => {
    await inject({ resource: 'students', kind: 'empty-list' });
    const { rows, pagination } = await get();
    expect(rows).toEqual([]);
    expect(pagination).toMatchObject({ more: false, next: null });
  });

  it('repeat the cursor', async () => {
    await inject({ resource: 'students', page: 2, kind: 'repeated-cursor' });
    const second = await secondPage();
    const again = await askSandbox(sandbox, String(second.pagination?.['next']));
    expect(again.rows).toEqual(second.rows);
    expect(again.pagination).toEqual(second.pagination);
  });

  it('point next at a foreign host', async () => {
    await inject({ resource: 'students', kind: 'foreign-next' });
    expect(new URL(String((await get()).pagination?.['next'])).hostname).toBe('foreign.example');
  });

  it('replace a text of the answer, wherever it stands, by another: also by one that no value could become', async () => {
    const textOf = async (resource: string) => {
      const authorization = `Bearer ${sandbox.token}`;
      const url = `${sandbox.url}schools/${school}/${resource}?per_page=20`;
      return (await fetch(url, { headers: { authorization } })).text();
    };
    const [students, employees] = [await textOf('students'), await textOf('employees')];
    const replace = { find: '"forename":', with: '"forename":"$& é","forename":' };
    await inject({ resource: 'students', replace });
    expect(await textOf('students')).toBe(students.split(replace.find).join(replace.with));
    expect(await textOf('employees')).toBe(employees);
  });

  it.each<RawRecord>([
    {},
    { status: 503, kind: 'timeout' },
    { kind: 'timeout', replace: { find: 'a', with: 'b' } },
    { replace: { find: '', with: 'b' } },
  ])('are refused when they do not name one thing that goes wrong: %j', async (fault) => {
    expect((await askControl(sandbox, 'POST', '/faults', { resource: 'students', ...fault })).status).toBe(
      422,
    );
  });
});

describe('the log of requests', () => {
  it('holds what was asked and answered, without the token', async () => {
    await get('students?include=contacts');
    await askSandbox(sandbox, 'schools', 'Bearer wrong');
    const { body } = await askControl(sandbox, 'GET', '/requests');
    expect(body).toEqual({
      requests: [
        { method: 'GET', url: `/v1.0/schools/${school}/students?include=contacts`, status: 200 },
        { method: 'GET', url: '/v1.0/schools', status: 401 },
      ],
    });
  });
});
