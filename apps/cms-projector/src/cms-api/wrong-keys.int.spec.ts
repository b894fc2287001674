import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceHost } from '@gatehouse/service';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { ProjectorTrust } from '../stores/trust.js';
import type { RunningCmsApi } from './serve-cms-api.js';
import { serveCmsApi } from './serve-cms-api.js';

const apiKey = 'the-right-key-of-the-cms-api-in-specs';
const MOST = 10;

let folder: string;
let models: ReadModels;
let api: RunningCmsApi;
let trust: ProjectorTrust;
let seconds: number;
let warnings: [object, string][];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wrong-keys-'));
  models = openEmbeddedReadModels(path.join(folder, 'read-models.db'));
  seconds = 0;
  warnings = [];
  const silent = () => undefined;
  const warn = (fields: object, message: string) => void warnings.push([fields, message]);
  const host = {
    engines: { readModels: models },
    logger: { debug: silent, info: silent, warn, error: silent },
    now: () => new Date(Date.parse('2026-09-01T12:00:00.000Z') + seconds * 1000),
  } as unknown as ServiceHost;
  const limits = { unlistedDays: 7, unreadDays: 30 };
  trust = new ProjectorTrust(Infinity);
  trust.confirm(new Date());
  api = await serveCmsApi(host, { apiKey, port: 0, host: '127.0.0.1', limits, trust });
});
afterEach(async () => {
  await api.stop();
  await models.close();
  rmSync(folder, { recursive: true });
});

const ask = (authorization: string | undefined) =>
  fetch(`${api.address}/v1/schools`, { headers: authorization === undefined ? {} : { authorization } });
const withKey = (key: string) => ask(`Bearer ${key}`);

async function statusesOf(count: number, asking: (n: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await asking(n)).status);
  return statuses;
}
const wrong = (count: number) => statusesOf(count, (n) => withKey(`wrong-${n}`));

describe('wrong keys of the CMS API', () => {
  it('are answered with 429 after ten in a minute, with when to come again, and one line in the log', async () => {
    expect(await wrong(MOST)).toEqual(Array(MOST).fill(401));
    expect(warnings).toEqual([]);
    seconds = 15;
    const refused = await withKey('wrong');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('45');
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toEqual({
      type: 'urn:gatehouse:problem:too-many-attempts',
      title: 'Too many attempts',
      status: 429,
      detail: expect.stringContaining('in 45 s'),
    });
    expect(await wrong(3)).toEqual([429, 429, 429]);
    expect(warnings).toEqual([
      [{ service: 'cms-api', address: '127.0.0.1' }, 'Too many wrong API keys from one address.'],
    ]);
    seconds = 60;
    expect(await wrong(1)).toEqual([401]);
  });

  it('keep nobody out who has the right one', async () => {
    await wrong(MOST + 5);
    expect((await withKey(apiKey)).status).toBe(200);
    expect(await wrong(1)).toEqual([429]);
  });

  it('are no requests without a key, which are told how to send one', async () => {
    expect(await statusesOf(MOST + 5, () => ask(undefined))).toEqual(Array(MOST + 5).fill(401));
    expect(await statusesOf(5, () => ask('Basic d3Jvbmc='))).toEqual(Array(5).fill(401));
    expect(warnings).toEqual([]);
  });
});
