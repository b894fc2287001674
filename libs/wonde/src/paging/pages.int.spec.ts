import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, TOKEN, clientFor, listAnswer, outlineOf, walked } from '../../testing/client-for.js';
import { scriptedServer } from '../../testing/scripted-server.js';
import type { Reply, ScriptedServer, SeenRequest } from '../../testing/scripted-server.js';
import { SaidTwice, UnusableRow } from '../json/delivered.js';
import type { WondeClient } from '../wonde-client.js';

let server: ScriptedServer;
let client: WondeClient;
const against = async (script: (request: SeenRequest, number: number) => Reply) => {
  server = await scriptedServer(script);
  client = clientFor(server.baseUrl);
};
const students = (include: string[] = []) => client.pages(SCHOOL, 'students', { include });
const nextOf = (request: SeenRequest, cursor: string) => {
  const url = new URL(request.url);
  url.searchParams.set('cursor', cursor);
  return url.href;
};
afterEach(async () => {
  await client.close();
  await server.close();
});

describe('walking a list', () => {
  it('asks with token, user agent, per_page, cursor and includes, and follows next exactly as given', async () => {
    await against(({ url }) =>
      url.searchParams.get('cursor') === 'true'
        ? listAnswer([{ id: 'A1' }], { next: `${url.origin}${url.pathname}?z=%7e&a=1`, more: true })
        : listAnswer([{ id: 'A2' }], LAST),
    );
    const items = await walked(students(['contacts', 'contacts.contact_details']));

    expect(items.map((item) => item.ok && [item.value.number, item.value.rows])).toEqual([
      [1, [{ id: 'A1' }]],
      [2, [{ id: 'A2' }]],
    ]);
    expect(items.every((item) => item.ok && item.value.fetchedAt instanceof Date)).toBe(true);
    const [first, second] = server.seen;
    expect(first?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'user-agent': 'gatehouse/0.1' });
    expect(first?.url.pathname).toBe('/v1.0/schools/A1930499544/students');
    expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({
      per_page: '200',
      cursor: 'true',
      include: 'contacts,contacts.contact_details',
    });
    expect(second?.url.search).toBe('?z=%7e&a=1');
  });

  it('gives rows in which it is seen that a name was said twice', async () => {
    await against(() => ({ body: `{"data": [{"a": 1, "a": 2, "b": 3, "b": 3}], ${END}}` }));
    expect(await outlineOf(students())).toEqual([[{ a: new SaidTwice([1, 2]), b: 3 }]]);
  });

  it('gives an empty list as one empty page', async () => {
    await against(() => listAnswer([], LAST));
    expect(await outlineOf(students())).toEqual([[]]);
  });

  it('reads on when "more" is false but a next page is named', async () => {
    await against((request, number) =>
      number === 1
        ? listAnswer([1], { next: nextOf(request, 'b'), more: false })
        : listAnswer([], { next: null, more: false }),
    );
    expect(await outlineOf(students())).toEqual([[1], []]);
  });

  it.each([400, 422])(
    'falls back to 50 rows a page, once, when the page size is refused with %d',
    async (status) => {
      await against(({ url }) =>
        url.searchParams.get('per_page') === '200' ? { status } : listAnswer([1], LAST),
      );
      expect(await outlineOf(students())).toEqual([[1]]);
      expect(server.seen.map(({ url }) => url.searchParams.get('per_page'))).toEqual(['200', '50']);
    },
  );

  it('gives up when the smaller page is refused too', async () => {
    await against(() => ({ status: 422 }));
    expect(await outlineOf(students())).toEqual(['BAD_REQUEST']);
    expect(server.seen).toHaveLength(2);
  });

  it('asks for nothing more after a loop was left early', async () => {
    await against((request, number) =>
      listAnswer([number], { next: nextOf(request, `c${number}`), more: true }),
    );
    for await (const page of students()) if (page.ok) break;
    const asked = server.seen.length;
    expect(asked).toBeLessThanOrEqual(2);
    expect(
      await outlineOf(client.pages(SCHOOL, 'events', { include: [], signal: AbortSignal.abort() })),
    ).toEqual(['ABORTED']);
    expect(server.seen).toHaveLength(asked);
  });
});

describe('a list with wrappers where rows belong', () => {
  const S1 = { id: 'S1', contacts: { data: [] } };
  it.each([
    ['lists', [S1]],
    ['lists of lists', [[[S1]]]],
    ['data', { data: S1 }],
    ['data with a list', { data: [S1] }],
    ['ids for names', { S1 }],
  ])('comes with what stands in them, for nothing but what it restricts: %s', async (_, wrapper) => {
    await against(() => listAnswer([{ id: 'S2' }, wrapper, 5], LAST));
    expect(await outlineOf(students())).toEqual([[{ id: 'S2' }, null, new UnusableRow(S1), 5]]);
  });

  it.each([
    [{ employment_details: { data: { current: false } }, data: { id: 'E1' } }, 'E1'],
    [{ id: 9, employee: { id: 'E1', employment_details: { data: { current: false } } } }, 'E1'],
    [{ id: 'S9', student: { id: 'S1', contacts: [] } }, 'S1'],
    [{ private: true, event: { id: 'V1' } }, 'V1'],
    [{ id: 'L', data: { id: 'V1', private: true } }, 'V1'],
    [{ pupil: { id: 'S1', contacts: [] }, links: { self: '/S1' } }, 'S1'],
  ])('comes with who is named in a row that does not say who it is: %j', async (wrapper, id) => {
    await against(() => listAnswer([wrapper], LAST));
    const [[outside, inside]] = (await outlineOf(students())) as [[unknown, UnusableRow]];
    expect(outside).toBeNull();
    expect(inside).toEqual(
      new UnusableRow(expect.objectContaining({ id, within: expect.anything() }) as never),
    );
  });

  it.each([
    [{ id: 'S1', contacts: { data: [{ id: 'C1', forename: 'Ada' }] } }],
    [{ id: 'K1', name: 'Maths', subject: { data: { id: 'X1', name: 'Maths' } } }],
    [{ id: 'K1', students: { data: [{ id: 'S1', forename: 'Ada' }] }, employees: { data: [] } }],
    [{ id: 'V1', name: 'Fair', start_at: null, category: { id: 'Y1', name: 'x' } }],
    [{ id: 'E1', employment_details: { data: { id: 'D1', current: true } } }],
  ])('comes as it is where a row says who it is: %j', async (row) => {
    await against(() => listAnswer([row], LAST));
    expect(await outlineOf(students())).toEqual([[row]]);
  });

  it('comes as it is where rows have no id', async () => {
    const rows = [{}, { name: 'Maths', subject: { id: 'X1' } }, { contacts: { data: [{ id: 'C1' }] } }, []];
    await against(() => listAnswer(rows, LAST));
    expect(await outlineOf(students())).toEqual([rows]);
  });

  it('gives no school and no permission by them', async () => {
    await against(() =>
      listAnswer([[{ id: 'A1' }], { data: { name: 'students.read', approved: true } }], LAST),
    );
    expect(await client.listSchools()).toMatchObject({ value: [], leftOut: 2 });
    expect(await client.readPermissions(SCHOOL.id)).toMatchObject({ value: [], leftOut: 2 });
  });
});

const END = '"meta": {"pagination": {"next": null, "more": false}}';

describe('an end that is in doubt is a refusal, never the end; what restricts on the page comes before it', () => {
  const broken: [string, (request: SeenRequest) => Reply, string, unknown[]?][] = [
    [
      'an empty page that promises more',
      (r) => listAnswer([], { next: nextOf(r, 'c'), more: true }),
      'BAD_ANSWER',
    ],
    ['an empty last page where rows were promised', () => listAnswer([], LAST), 'BAD_ANSWER'],
    ['more without next', () => listAnswer([2], { next: null, more: true }), 'BAD_ANSWER', [2]],
    ['no pagination although per_page was sent', () => listAnswer([2]), 'BAD_ANSWER', [2]],
    ['a pagination without next and more', () => listAnswer([2], { per_page: 200 }), 'BAD_ANSWER', [2]],
    ['a next that is no text', () => listAnswer([2], { next: 5, more: true }), 'BAD_ANSWER', [2]],
    ['a "more" that is no boolean', () => listAnswer([2], { next: null, more: 'false' }), 'BAD_ANSWER', [2]],
    ['data that is no list', () => listAnswer('none', LAST), 'BAD_ANSWER'],
    ['data with ids for keys', () => listAnswer({ A2: { id: 'A2' } }, LAST), 'BAD_ANSWER', [{ id: 'A2' }]],
    ['data in data', () => listAnswer({ data: [{ id: 'A2' }] }, LAST), 'BAD_ANSWER', [{ id: 'A2' }]],
    ['one row alone', () => listAnswer({ id: 'A2' }, LAST), 'BAD_ANSWER', [{ id: 'A2' }]],
    ['a list of answers', () => ({ body: [{ data: [{ id: 'A2' }] }] }), 'BAD_ANSWER', [{ id: 'A2' }]],
    ['data that is null', () => listAnswer(null, LAST), 'BAD_ANSWER'],
    ['an answer that is a list', () => ({ body: [{ id: 'A2' }] }), 'BAD_ANSWER', [{ id: 'A2' }]],
    [
      'the page itself as next',
      (r) => listAnswer([2], { next: r.url.href, more: true }),
      'REPEATED_CURSOR',
      [2],
    ],
    [
      'a list that is said twice',
      () => ({ body: `{"data": [{"id": "A2"}], "data": [{"id": "A3"}], ${END}}` }),
      'BAD_ANSWER',
      [{ id: 'A2' }, { id: 'A3' }],
    ],
    ['a meta that is said twice', () => ({ body: `{"data": [2], ${END}, ${END}}` }), 'BAD_ANSWER', [2]],
    [
      'a "more" that is said twice',
      () => ({ body: '{"data": [2], "meta": {"pagination": {"more": true, "more": false}}}' }),
      'BAD_ANSWER',
      [2],
    ],
    ['a redirect', () => ({ status: 302, headers: { location: '/v1.0/schools' } }), 'BAD_ANSWER'],
    ['a partial answer', () => ({ status: 206, ...listAnswer([2], LAST) }), 'BAD_ANSWER'],
    [
      'another host',
      () => listAnswer([2], { next: 'http://127.0.0.1:1/v1.0/x', more: true }),
      'FOREIGN_NEXT',
      [2],
    ],
    ['a 403', () => ({ status: 403 }), 'FORBIDDEN'],
  ];
  const withRows = broken.map(([name, second, code, rows = []]) => [name, second, code, rows] as const);
  it.each(withRows)('%s, on the second page', async (_name, second, code, rows) => {
    await against((request, number) =>
      number === 1 ? listAnswer([1], { next: nextOf(request, 'b'), more: true }) : second(request),
    );
    const outline = await outlineOf(students());
    expect(outline).toEqual([[1], ...(rows.length > 0 ? [rows] : []), code]);
  });

  it.each([
    ['leaves out what was asked to be included, and so do its rows', '', false, ['BAD_ANSWER']],
    ['leaves it out of the address alone', '', true, []],
    ['leaves it out of the rows alone: nobody has any', '&include=contacts', false, []],
  ])('a next page that %s', async (_, include, hasThem, end) => {
    await against(({ url }, number) => {
      const row = number === 1 || hasThem ? { id: `S${number}`, contacts: [] } : { id: `S${number}` };
      const next = `${url.origin}${url.pathname}?cursor=b${include}`;
      return listAnswer([row], number === 1 ? { next, more: true } : LAST);
    });
    const outline = await outlineOf(client.pages(SCHOOL, 'students', { include: ['contacts'] }));
    expect(outline).toEqual([[expect.anything()], [expect.anything()], ...end]);
  });

  it.each([
    ['contacts', { contacts: { data: [{ id: 'C1' }] } }],
    ['contacts,subject', { subject: null, contacts: [{ id: 'C1' }] }],
    ['contacts,contacts.contact_details', { subject: 'J1', contacts: [] }],
  ])('a next page that repeats only %s of what was to be included', async (include, row) => {
    await against(({ url }, number) => {
      const whole = {
        contacts: [{ id: 'C1', contact_details: { data: {} } }],
        subject: { data: { id: 'J1' } },
      };
      const next = `${url.origin}${url.pathname}?cursor=b&include=${include}`;
      return number === 1 ? listAnswer([whole], { next, more: true }) : listAnswer([row], LAST);
    });
    const asked = { include: ['contacts', 'contacts.contact_details', 'subject'] };
    const outline = await outlineOf(client.pages(SCHOOL, 'students', asked));
    expect(outline).toEqual([[expect.anything()], [expect.anything()], 'BAD_ANSWER']);
  });

  it('a cursor that leads back to an earlier page, its parameters in another order', async () => {
    await against(({ url }) => {
      const [a, b] = [`${url.origin}${url.pathname}?x=1&cursor=b`, `${url.origin}${url.pathname}?cursor=c`];
      const at = url.searchParams.get('cursor');
      const next = at === 'true' ? a : at === 'b' ? b : `${url.origin}${url.pathname}?cursor=b&x=1`;
      return listAnswer([at], { next, more: true });
    });
    expect(await outlineOf(students())).toEqual([['true'], ['b'], ['c'], 'REPEATED_CURSOR']);
  });
});
