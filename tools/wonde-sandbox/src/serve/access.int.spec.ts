import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askSandbox } from '../ask-sandbox.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';
import type { SchoolState } from '../world/world.js';

const SCHOOL = 'A1930499544';
let sandbox: Sandbox;
const start = async (state: SchoolState) => {
  await sandbox?.close();
  sandbox = await createSandbox({ world: { schools: [emptySchool(SCHOOL, 'Testing School', { state })] } });
};
const send = async (method: string, path: string, init: RequestInit) => {
  const response = await fetch(`${sandbox.url}schools/${SCHOOL}/${path}`, { method, ...init });
  return { status: response.status, body: await response.json() };
};
const listed = async (list: string) => (await askSandbox(sandbox, list)).rows.length === 1;
const BASIC = () => ({ authorization: `Basic ${btoa(`${sandbox.token}:`)}` });
const BEARER = () => ({ authorization: `bearer ${sandbox.token}` });
const JSON_TYPE = { 'content-type': 'application/json' };
const contacts = [{ first_name: 'Ann', last_name: 'Odd', phone_number: null, email_address: '', notes: '' }];

/** How public clients send the two; the names are theirs. */
const CLIENTS: [name: string, init: () => RequestInit][] = [
  ['PHP: Basic, []', () => ({ headers: { ...BASIC(), ...JSON_TYPE }, body: '[]' })],
  ['PHP: Basic, no body', () => ({ headers: BASIC() })],
  ['Ruby: Bearer, {}', () => ({ headers: { ...BEARER(), ...JSON_TYPE }, body: '{}' })],
  ['.NET: bearer, JSON without a body', () => ({ headers: { ...BEARER(), ...JSON_TYPE }, body: '' })],
  [
    'Python: contacts',
    () => ({ headers: { ...BEARER(), ...JSON_TYPE }, body: JSON.stringify({ contacts }) }),
  ],
  ['a form', () => ({ headers: BASIC(), body: new URLSearchParams({ a: 'b' }) })],
];

beforeEach(() => start('unknown'));
afterEach(() => sandbox.close());

describe.each(CLIENTS)('access, as sent by %s', (_name, init) => {
  it('is asked for: the school is pending then', async () => {
    const { status, body } = await send('POST', 'request-access', init());
    expect([status, body]).toEqual([200, { success: true, state: 'pending', message: expect.any(String) }]);
    expect(await listed('schools/pending')).toBe(true);
  });

  it('is given up: the school is revoked then, and refuses', async () => {
    await start('approved');
    const { status, body } = await send('DELETE', 'revoke-access/', init());
    expect([status, body]).toEqual([200, { success: true, state: 'revoked', message: expect.any(String) }]);
    expect(await listed('schools/revoked')).toBe(true);
    expect((await askSandbox(sandbox, `schools/${SCHOOL}/students`)).status).toBe(403);
  });
});

describe('access', () => {
  const ask = (body?: string) =>
    send(
      'POST',
      'request-access',
      body ? { headers: { ...BASIC(), ...JSON_TYPE }, body } : { headers: BASIC() },
    );
  const giveUp = () => send('DELETE', 'revoke-access', { headers: BASIC() });

  it('stays approved when asked for again, and pending too', async () => {
    await start('approved');
    expect((await ask()).body).toMatchObject({ success: true, state: 'approved' });
    await start('pending');
    expect((await ask()).body).toMatchObject({ success: true, state: 'pending' });
  });

  it('ends a request that is not answered, and is no success where there was none', async () => {
    await start('pending');
    expect((await giveUp()).body).toMatchObject({ success: true, state: 'revoked' });
    expect((await giveUp()).body).toMatchObject({ success: false, state: 'revoked' });
  });

  it('may be asked for again, and approved with the required permissions', async () => {
    await start('approved');
    await giveUp();
    await ask();
    sandbox.control.change(SCHOOL, { kind: 'school-state', state: 'approved' });
    expect((await askSandbox(sandbox, `schools/${SCHOOL}/students`)).status).toBe(200);
  });

  it.each([
    ['{"contacts":"Ann"}', 422],
    ['{"contacts":[{"first_name":7}]}', 422],
    ['["Ann"]', 422],
    ['{"contacts":', 400],
  ])('refuses %s with %i', async (body, status) => {
    expect((await ask(body)).status).toBe(status);
    expect(await listed('schools/pending')).toBe(false);
  });

  it('needs the token, and a school that exists', async () => {
    expect((await send('POST', 'request-access', {})).status).toBe(401);
    const other = await fetch(`${sandbox.url}schools/A1/request-access`, {
      method: 'POST',
      headers: BASIC(),
    });
    expect(other.status).toBe(404);
  });
});
