import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hiddenStream, syncStream } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/service';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { collectionOf, SCHOOLS, SCHOOLS_OWNER } from '../collections.js';
import { projectHiddenLedgers } from '../project-hidden/hidden-ledgers.js';
import { projectSchools } from '../project-schools/project-schools.js';
import { ProjectorTrust } from '../stores/trust.js';
import type { RunningCmsApi } from './serve-cms-api.js';
import { serveCmsApi } from './serve-cms-api.js';

const SCHOOL = 'A1';
const apiKey = 'k'.repeat(32);
const DOCUMENT = 'a'.repeat(32);
const NOON = Date.parse('2026-09-01T12:00:00.000Z');
const DAY = 86_400;
const at = (seconds: number) => new Date(NOON + seconds * 1000);

let folder: string;
let models: ReadModels;
let api: RunningCmsApi;
let trust: ProjectorTrust;
/** What the API takes for the time, in seconds after the school was listed and read. */
let seconds: number;

const silent = () => undefined;
const silentLogger = { debug: silent, info: silent, warn: silent, error: silent };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'suspended-'));
  models = openEmbeddedReadModels(path.join(folder, 'read-models.db'));
  const host = {
    engines: { readModels: models },
    logger: silentLogger,
    now: () => at(seconds),
  } as unknown as ServiceHost;
  const limits = { unlistedDays: 7, unreadDays: 30 };
  trust = new ProjectorTrust(Infinity);
  trust.confirm(new Date());
  api = await serveCmsApi(host, { apiKey, port: 0, host: '127.0.0.1', limits, trust });
  const document = { id: DOCUMENT, surname: 'Lee' };
  for (const kind of ['contact', 'student'] as const) {
    const collection = collectionOf('parent-portal', kind);
    await models.write([{ collection, schoolId: SCHOOL, id: DOCUMENT, rev: 0, document }]);
  }
  seconds = 0;
});
afterEach(async () => {
  await api.stop();
  await models.close();
  rmSync(folder, { recursive: true });
});

type What = [seconds: number, type: string, data?: object];

/** The whole `sync-` stream of the school so far, as the projector is given it. */
const eventsOf = (whats: readonly What[]): RecordedEvent[] =>
  whats.map(([when, type, data = {}], revision) => ({
    id: `${revision}`,
    type,
    data: { ...data },
    metadata: { recordedAt: at(when).toISOString() },
    stream: syncStream(SCHOOL),
    revision,
    position: String(revision),
  }));
const project = async (...whats: What[]) => models.write(await projectSchools(eventsOf(whats), models));
const school = async () => (await models.get(SCHOOLS, SCHOOLS_OWNER, SCHOOL))?.document;

const connected: What = [0, 'SchoolConnected', { schoolId: SCHOOL, name: 'A' }];
const started = (when: number): What => [when, 'SyncRunStarted', { basis: { access: 'approved', kinds: ['student', 'contact'] } }]; // prettier-ignore
const completed = (when: number, run: number, ...read: string[]): What => [
  when,
  'SyncRunCompleted',
  { run, outcome: 'completed', read, addOns: { 'parent-portal': { state: 'ready', kinds: {} } } },
];
const READ = [connected, started(0), completed(0, 1, 'student', 'contact')];

async function ask(where: string) {
  const answer = await fetch(`${api.address}/v1/schools${where}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return { status: answer.status, body: (await answer.json()) as { [field: string]: unknown } };
}
const listOf = (kind: string) => ask(`/${SCHOOL}/add-ons/parent-portal/${kind}`);
const shown = async () => ((await ask('')).body['data'] as object[])[0];

/** What lists and single documents of the kind are answered, which must agree. */
async function answered(kind: string): Promise<number | string> {
  const answers = [await listOf(kind), await ask(`/${SCHOOL}/add-ons/parent-portal/${kind}/${DOCUMENT}`)];
  const said = answers.map(({ status, body }) =>
    status === 200 ? 200 : `${status} ${String(body['type'])}`,
  );
  expect(said[0]).toBe(said[1]);
  if (said[0] !== 200) expect(JSON.stringify(answers)).not.toContain('Lee');
  return said[0] as number | string;
}

const SUSPENDED = '403 urn:gatehouse:problem:school-suspended';
const UNREAD = '403 urn:gatehouse:problem:kind-suspended';

describe('the CMS API, by its own clock', () => {
  it('serves nothing of a school seven days after it was last listed, and says so in the list', async () => {
    await project(...READ);
    seconds = 7 * DAY - 1;
    expect(await answered('contact')).toBe(200);
    expect(await shown()).toMatchObject({ access: 'approved', listedAt: at(0).toISOString() });
    seconds = 7 * DAY;
    expect(await answered('contact')).toBe(SUSPENDED);
    expect((await listOf('contact')).body['detail']).toContain('2026-09-01');
    expect(await shown()).toMatchObject({
      access: 'suspended',
      suspended: { since: at(7 * DAY).toISOString(), why: 'unlisted' },
    });
    seconds = 3600;
    expect(await answered('contact')).toBe(200);
  });

  it('serves nothing of a kind thirty days after it was last read, and all of the others', async () => {
    const listed: What[] = [6, 12, 18, 24, 29].map((day) => [day * DAY, 'SchoolListed', { schoolId: SCHOOL }]); // prettier-ignore
    await project(...READ, started(60), completed(60, 3, 'student'), ...listed, started(29.5 * DAY), completed(29.5 * DAY, 10, 'student')); // prettier-ignore
    seconds = 30 * DAY - 1;
    expect([await answered('contact'), await answered('student')]).toEqual([200, 200]);
    seconds = 30 * DAY;
    expect([await answered('contact'), await answered('student')]).toEqual([UNREAD, 200]);
    expect(await shown()).toMatchObject({
      access: 'approved',
      suspendedKinds: { contact: at(30 * DAY).toISOString() },
    });
    const events = [...READ, started(60), completed(60, 3, 'student'), ...listed, started(29.5 * DAY), completed(29.5 * DAY, 10, 'student')]; // prettier-ignore
    await project(...events, started(30 * DAY), completed(30 * DAY, 12, 'student', 'contact'));
    expect(await answered('contact')).toBe(200);
    expect(await shown()).not.toHaveProperty('suspendedKinds');
  });

  it('serves a school that is listed again only when a run that was started since has completed', async () => {
    const again: What[] = [...READ, [9 * DAY, 'SchoolListed', { schoolId: SCHOOL }]];
    await project(...again);
    seconds = 9 * DAY;
    expect(await answered('contact')).toBe(SUSPENDED);
    await project(...again, started(9 * DAY));
    expect(await answered('contact')).toBe(SUSPENDED);
    await project(...again, started(9 * DAY), completed(9 * DAY, 4, 'student', 'contact'));
    expect(await answered('contact')).toBe(200);
    expect(await shown()).toMatchObject({ access: 'approved' });
  });

  it('serves a school of which nothing says when it was listed, and knows no school that it never saw', async () => {
    const document = { id: SCHOOL, name: 'A', access: 'approved' };
    await models.write([{ collection: SCHOOLS, schoolId: SCHOOLS_OWNER, id: SCHOOL, rev: 0, document }]);
    seconds = 999 * DAY;
    expect(await answered('contact')).toBe(200);
    expect(await shown()).toEqual(document);
    expect((await ask('/B2/add-ons/parent-portal/contact')).status).toBe(404);
  });
});

describe('the document of a school', () => {
  const all: What[] = [
    ...READ,
    [9 * DAY, 'SchoolSuspended', { schoolId: SCHOOL, why: 'unread', kinds: ['contact'] }],
    [9 * DAY, 'SchoolListed', { schoolId: SCHOOL }],
    [12 * DAY, 'SchoolSuspended', { schoolId: SCHOOL, why: 'declined' }],
    started(13 * DAY),
    completed(13 * DAY, 6, 'student'),
  ];

  it('is the same whether events come one by one, all at once, or again', async () => {
    for (let count = 1; count <= all.length; count += 1) await project(...all.slice(0, count));
    const oneByOne = await school();
    expect(oneByOne).toMatchObject({ access: 'approved', suspendedKinds: { contact: at(9 * DAY).toISOString() } }); // prettier-ignore
    expect(await projectSchools(eventsOf(all), models)).toEqual([]);
    await models.drop(SCHOOLS);
    await project(...all);
    expect(JSON.stringify(await school())).toBe(JSON.stringify(oneByOne));
  });
});

describe('a ledger to which what restricts cannot be applied', () => {
  const hiding = (revision: number, type: string, data: object = {}) =>
    projectHiddenLedgers([
      { stream: hiddenStream(SCHOOL, 'parent-portal'), revision, type, data: { ...data } } as RecordedEvent,
    ]);
  const hidden = { from: at(60).toISOString(), error: 'TypeError' };
  const HIDDEN = '503 urn:gatehouse:problem:ledger-hidden';

  it('is shown for a minute, then not, until it can; the other add-ons are', async () => {
    await project(...READ);
    await models.write(hiding(0, 'LedgerHidden', hidden));
    seconds = 59;
    expect(await answered('contact')).toBe(200);
    seconds = 60;
    expect([await answered('contact'), await answered('student')]).toEqual([HIDDEN, HIDDEN]);
    expect((await ask(`/${SCHOOL}/add-ons/email-text/contact`)).status).toBe(200);
    await models.write(hiding(1, 'LedgerShown'));
    expect(await answered('contact')).toBe(200);
  });

  it('stays hidden whatever is delivered again, and hides from its own time', async () => {
    await project(...READ);
    await models.write(hiding(0, 'LedgerHidden', hidden));
    await models.write(hiding(1, 'LedgerShown'));
    await models.write(hiding(2, 'LedgerHidden', { ...hidden, from: at(600).toISOString() }));
    await models.write([...hiding(0, 'LedgerHidden', hidden), ...hiding(1, 'LedgerShown')]);
    seconds = 599;
    expect(await answered('contact')).toBe(200);
    seconds = 600;
    expect(await answered('contact')).toBe(HIDDEN);
  });
});

describe('what a school holds', () => {
  const list = () => ask(`/${SCHOOL}/add-ons/parent-portal/student`);
  const ask = (path: string) =>
    fetch(`${api.address}/v1/schools${path}`, { headers: { authorization: `Bearer ${apiKey}` } });

  it('is not served while its stores do not belong together; other schools are', async () => {
    const events = eventsOf([[0, 'SchoolConnected', { schoolId: SCHOOL, name: 'A school' }]]);
    await models.write(await projectSchools(events, models));
    expect((await list()).status).toBe(200);
    trust.distrust(SCHOOL, 'Two stores do not belong together.');
    const refused = await list();
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ detail: 'Two stores do not belong together.' });
    expect(await (await ask('')).json()).toMatchObject({
      data: [{ id: SCHOOL, access: 'suspended', suspended: { why: 'stores-disagree' } }],
    });
    trust.trust(SCHOOL);
    expect((await list()).status).toBe(200);
  });

  it('is not served before it is known whether they do, and when to ask again is said', async () => {
    const starting = await serveCmsApi(
      { engines: { readModels: models }, logger: silentLogger, now: () => at(0) } as unknown as ServiceHost,
      {
        apiKey,
        port: 0,
        host: '127.0.0.1',
        limits: { unlistedDays: 7, unreadDays: 30 },
        trust: new ProjectorTrust(Infinity),
      },
    );
    try {
      for (const path of ['', `/${SCHOOL}/add-ons/parent-portal/student`]) {
        const answer = await fetch(`${starting.address}/v1/schools${path}`, {
          headers: { authorization: `Bearer ${apiKey}` },
        });
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).toBe('1');
        expect(await answer.json()).toMatchObject({ type: 'urn:gatehouse:problem:starting' });
      }
    } finally {
      await starting.stop();
    }
  });
});
