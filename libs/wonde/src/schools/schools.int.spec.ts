import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, clientFor, listAnswer } from '../../testing/client-for.js';
import { scriptedServer } from '../../testing/scripted-server.js';
import type { Reply, ScriptedServer, SeenRequest } from '../../testing/scripted-server.js';
import type { WondeClientOptions } from '../client-options.js';
import type { WondeClient } from '../wonde-client.js';

let server: ScriptedServer;
let client: WondeClient;
const against = async (
  script: (request: SeenRequest, number: number) => Reply,
  options: Partial<WondeClientOptions> = {},
) => {
  server = await scriptedServer(script);
  client = clientFor(server.baseUrl, options);
};
afterEach(async () => {
  await client.close();
  await server.close();
});

describe('the lists of schools', () => {
  it('follows pages, and takes a missing pagination object for the only page', async () => {
    await against(({ url }) =>
      url.searchParams.get('cursor') === 'true'
        ? listAnswer([{ id: 'A1', name: 'One' }], { next: `${url.origin}/v1.0/schools?cursor=b`, more: true })
        : listAnswer([{ id: 'A2' }]),
    );
    expect(await client.listSchools()).toEqual({
      ok: true,
      leftOut: 0,
      value: [
        { id: 'A1', name: 'One', timezone: undefined, mis: undefined, regionDomain: undefined },
        { id: 'A2', name: undefined, timezone: undefined, mis: undefined, regionDomain: undefined },
      ],
    });
  });

  it('leaves out and counts rows whose id could become a path or a stream name of its own', async () => {
    const hostile = ['../A2', 'A1/students', 'a b', '', 'x'.repeat(65), 'A1?x', 'A.1', 5, null].map((id) => ({
      id,
    }));
    await against(() => listAnswer([...hostile, 'A1', null, { id: 'A1', region: 'x' }, { id: 'A1' }], LAST));
    expect(await client.listSchools()).toMatchObject({ ok: true, leftOut: 11, value: [{ id: 'A1' }] });
  });

  it('reads the domain of the region: none, wrapped, and one that is no text', async () => {
    const regions = [
      null,
      { domain: null },
      { domain: 'api.wonde.com' },
      { data: { domain: 'x.org' } },
      { domain: 5 },
    ];
    await against(() => listAnswer(regions.map((region, index) => ({ id: `A${index}`, region }))));
    const read = await client.listSchools();
    expect(read.ok && read.value.map(({ regionDomain }) => regionDomain)).toEqual([
      undefined,
      undefined,
      'api.wonde.com',
      'x.org',
      '',
    ]);
  });

  it.each([
    '"region": {"domain": "x"}, "region": {}',
    '"region": {"data": {}, "data": {}}',
    '"region": {"domain": "x", "domain": null}',
  ])('knows no domain of a region that is said twice: %s', async (region) => {
    await against(() => ({ body: `{"data": [{"id": "A1", ${region}}]}` }));
    expect(await client.listSchools()).toMatchObject({ ok: true, value: [{ regionDomain: '' }] });
  });

  it('is no whole list when its pagination is said twice', async () => {
    const paged = '"meta": {"pagination": {"next": null, "more": false}}';
    await against(() => ({ body: `{"data": [{"id": "A1"}], ${paged}, ${paged}}` }));
    expect(await client.listSchools()).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
  });

  it.each(['pending', 'audited', 'offline', 'declined', 'revoked'] as const)(
    'asks for %s schools',
    async (state) => {
      await against(() => listAnswer([]));
      expect(await client.listSchools(state)).toEqual({ ok: true, value: [], leftOut: 0 });
      expect(server.seen[0]?.url.pathname).toBe(`/v1.0/schools/${state}`);
      expect(server.seen[0]?.url.searchParams.get('per_page')).toBe('200');
    },
  );

  it('a refusal is no empty list', async () => {
    await against(() => ({ status: 401 }));
    expect(await client.listSchools()).toMatchObject({
      ok: false,
      refusal: { code: 'UNAUTHORISED', status: 401 },
    });
  });
});

describe('the state of a school', () => {
  it('takes only JSON true for true', async () => {
    await against(() => ({ body: { data: { online: true, approved: 'true', audited: 1, custom: {} } } }));
    expect(await client.readMeta('A1')).toEqual({
      ok: true,
      value: { online: true, approved: false, audited: false },
    });
    expect(server.seen[0]?.url.pathname).toBe('/v1.0/meta/schools/A1');
  });

  it.each([[{ data: [] }], [{}], [null], [[]]])('%j is a bad answer', async (body) => {
    await against(() => ({ body }));
    expect(await client.readMeta('A1')).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
  });

  it('asks nothing for an id that no school has', async () => {
    await against(() => ({ body: {} }));
    for (const answer of [await client.readMeta('../x'), await client.readPermissions('a/b')]) {
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'BAD_REQUEST' } });
    }
    expect(server.seen).toEqual([]);
  });
});

describe('the permissions of a school', () => {
  it('approves only on exactly true, and counts rows without a readable name', async () => {
    const rows = [
      {
        name: 'Contacts email read',
        approved: true,
        optional: false,
        group: 'Contacts details read',
        extra: {},
      },
      { name: 'Contacts title read', approved: 'true', optional: 'no', parent: null },
      { name: 'Contacts priority read' },
      { name: ' ', approved: true },
      { name: 5, approved: true },
      'Contacts surname read',
    ];
    await against(() => listAnswer(rows));
    const read = await client.readPermissions('A1');
    expect(read).toMatchObject({ ok: true, leftOut: 3 });
    expect(read.ok && read.value.map(({ name, approved, optional }) => [name, approved, optional])).toEqual([
      ['Contacts email read', true, false],
      ['Contacts title read', false, undefined],
      ['Contacts priority read', false, undefined],
    ]);
  });

  it('say since when they hold, as a text in which any change is seen', async () => {
    const since = (activeFrom: string) => `{"name": "a", "active_from": ${activeFrom}}`;
    const date = '"date": "2026-01-02 03:04:05.000000", "timezone_type": 3';
    const rows = [
      since(`{${date}, "timezone": "UTC"}`),
      since(`{"timezone": "UTC", ${date}}`),
      since('"2026-01-02"'),
      since('null'),
      since('5'),
      since('"2026-01-02", "active_from": "2026-01-03"'),
      since(`{${date}, "timezone": "UTC", "timezone": "GMT"}`),
      '{"name": "a"}',
    ];
    await against(() => ({ body: `{"data": [${rows.join(',')}]}` }));
    const read = await client.readPermissions('A1');
    const texts = (read.ok ? read.value : []).map(({ activeFrom }) => activeFrom);
    const canonical = '{"date":"2026-01-02 03:04:05.000000","timezone":"UTC","timezone_type":3}';
    expect(texts.slice(0, 5)).toEqual([canonical, canonical, '"2026-01-02"', 'null', '5']);
    expect(texts[5]).toMatch(/2026-01-02.*2026-01-03/);
    expect(texts[6]).toMatch(/UTC.*GMT/);
    expect(texts[7]).toBeUndefined();
  });

  it('say it however deep it nests', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    await against(() => ({ body: `{"data": [{"name": "a", "active_from": ${deep}}]}` }));
    expect(await client.readPermissions('A1')).toMatchObject({
      ok: true,
      value: [{ activeFrom: expect.any(String) }],
    });
  });

  it('follows pages', async () => {
    await against(({ url }, number) =>
      number === 1
        ? listAnswer([{ name: 'a' }], { next: `${url.origin}${url.pathname}?page=2`, more: true })
        : listAnswer([{ name: 'b' }], LAST),
    );
    const read = await client.readPermissions('A1');
    expect(read.ok && read.value.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('asks without parameters when they are refused', async () => {
    await against(({ url }) => (url.search === '' ? listAnswer([{ name: 'a' }]) : { status: 422 }));
    expect(await client.readPermissions('A1')).toMatchObject({ ok: true, value: [{ name: 'a' }] });
  });

  it('gives an empty list as one, and refuses what is no list', async () => {
    await against((_request, number) => (number === 1 ? listAnswer([]) : listAnswer({})));
    expect(await client.readPermissions('A1')).toEqual({ ok: true, value: [], leftOut: 0 });
    expect(await client.readPermissions('A1')).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
  });
});

describe('the region of a school', () => {
  const abroad = { ...SCHOOL, regionDomain: 'wonde.example' };
  const outcomeOf = async () => {
    for await (const page of client.pages(abroad, 'students', { include: [] })) return page;
    return undefined;
  };

  it('is refused, and sees no token, when its domain is not one of Wonde', async () => {
    await against(() => listAnswer([{ id: 'A1', region: { domain: 'wonde.example' } }]), {
      followRegionDomain: true,
    });
    expect(await outcomeOf()).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
    await client.listSchools();
    expect(await client.readMeta('A1')).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
    expect(await client.readPermissions('A1')).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
    expect(server.seen).toHaveLength(1);
  });

  it('is not followed when an address was given: every request goes there', async () => {
    await against(() => listAnswer([1], LAST));
    expect(await outcomeOf()).toMatchObject({ ok: true, value: { rows: [1] } });
  });
});
