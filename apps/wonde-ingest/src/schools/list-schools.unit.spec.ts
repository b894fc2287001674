import { describe, expect, it } from '@jest/globals';
import type { WondeClient, WondeSchool } from '@gatehouse/wonde';
import { listSchools } from './list-schools.js';

const school = (id: string): WondeSchool => ({
  id,
  name: `School ${id}`,
  timezone: undefined,
  mis: undefined,
  regionDomain: undefined,
});
const never = new AbortController().signal;

/** A source that lists these schools, by state. */
const sourceOf = (lists: { [state: string]: string[] }) =>
  ({
    listSchools: async (state: string) => ({ ok: true, value: (lists[state] ?? []).map(school), leftOut: 0 }),
  }) as unknown as WondeClient;

async function stateOf(lists: { [state: string]: string[] }, known = ['A1']): Promise<string | undefined> {
  const listed = await listSchools(sourceOf(lists), known, never);
  return listed.ok ? listed.schools.find(({ school: { id } }) => id === 'A1')?.state : undefined;
}

describe('the state of a school', () => {
  it('that is revoked and audited is revoked', async () => {
    expect(await stateOf({ revoked: ['A1'], audited: ['A1'] })).toBe('revoked');
  });

  it.each(['approved', 'offline', 'pending', 'declined'])(
    'that is revoked and %s contradicts itself',
    async (other) => {
      expect(await stateOf({ revoked: ['A1'], [other]: ['A1'] })).toBe('contradictory');
      expect(await stateOf({ revoked: ['A1'], offline: ['A1'], [other]: ['A1'] })).toBe('contradictory');
    },
  );

  it.each(['offline', 'audited'])('that is approved and %s is approved', async (other) => {
    expect(await stateOf({ approved: ['A1'], [other]: ['A1'] })).toBe('approved');
  });

  it.each(['pending', 'declined'])('that is approved and %s contradicts itself', async (other) => {
    expect(await stateOf({ approved: ['A1'], [other]: ['A1'] })).toBe('contradictory');
    expect(await stateOf({ approved: ['A1'], offline: ['A1'], [other]: ['A1'] })).toBe('contradictory');
  });

  it.each(['pending', 'declined'])(
    'that is off line, which is approved, and %s contradicts itself',
    async (other) => {
      expect(await stateOf({ offline: ['A1'], [other]: ['A1'] })).toBe('contradictory');
    },
  );

  it.each(['pending', 'declined'])('that is audited and %s is %s', async (other) => {
    expect(await stateOf({ audited: ['A1'], [other]: ['A1'] })).toBe(other);
  });

  it('that nobody lists any more is unlisted; a revoked one that was never known is no concern', async () => {
    expect(await stateOf({})).toBe('unlisted');
    expect(await stateOf({ revoked: ['A1'] }, [])).toBeUndefined();
  });
});

describe('schools whose id cannot be used', () => {
  it('are counted, as the source counts them in its list of approved schools', async () => {
    const listSome = async (state: string) => ({
      ok: true,
      value: [],
      leftOut: state === 'approved' ? 2 : 9,
    });
    const client = { listSchools: listSome } as unknown as WondeClient;
    expect(await listSchools(client, [], never)).toEqual({
      ok: true,
      schools: [],
      leftOut: 2,
      // A row of these may name any school.
      notRead: ['revoked', 'offline', 'pending', 'audited', 'declined'],
    });
  });

  it('may be the one that is listed as revoked: so it is not revoked alone', async () => {
    const listSome = async (state: string) => ({
      ok: true,
      value: state === 'revoked' ? [school('A1')] : [],
      leftOut: state === 'approved' ? 1 : 0,
    });
    const client = { listSchools: listSome } as unknown as WondeClient;
    const listed = await listSchools(client, ['A1'], never);
    expect(listed.ok && listed.schools).toEqual([{ school: school('A1'), state: 'contradictory' }]);
  });
});

describe('lists that only explain', () => {
  it('are told where they cannot be read, also of a school that none of the others names', async () => {
    const refusal = { code: 'SERVER_ERROR', message: 'No.' };
    const listSome = async (state: string) =>
      state === 'revoked' ? { ok: false, refusal } : { ok: true, value: [], leftOut: 0 };
    const client = { listSchools: listSome } as unknown as WondeClient;
    const listed = await listSchools(client, ['A1'], never);
    expect(listed).toMatchObject({ ok: true, notRead: ['revoked'] });
    expect(listed.ok && listed.schools[0]).toMatchObject({ state: 'unlisted', notRead: ['revoked'] });
  });
});
