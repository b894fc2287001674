import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceHost } from '@gatehouse/service';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIRMED } from '../collections.js';
import { ProjectorTrust, serveAsItWas } from '../stores/trust.js';
import type { RunningCmsApi } from './serve-cms-api.js';
import { serveCmsApi } from './serve-cms-api.js';

const apiKey = 'a-key-of-at-least-32-characters-for-specs';
const NOON = Date.parse('2026-09-01T12:00:00.000Z');
const HOUR_MS = 60 * 60 * 1000;
const at = (hours: number) => new Date(NOON + hours * HOUR_MS);
const limits = { unlistedDays: 7, unreadDays: 30 };

let folder: string;
let models: ReadModels;
let api: RunningCmsApi;
let trust: ProjectorTrust;
let host: ServiceHost;
let warned: string[];
/** What the API takes for the time. */
let hours: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'out-of-date-'));
  models = openEmbeddedReadModels(path.join(folder, 'read-models.db'));
  [hours, warned] = [0, []];
  const silent = () => undefined;
  const warn = (_fields: object, message: string) => void warned.push(message);
  const logger = { debug: silent, info: silent, warn, error: silent };
  host = { engines: { readModels: models }, logger, now: () => at(hours) } as unknown as ServiceHost;
  trust = new ProjectorTrust(24);
  api = await serveCmsApi(host, { apiKey, port: 0, host: '127.0.0.1', limits, trust });
});
afterEach(async () => {
  await api.stop();
  await models.close();
  rmSync(folder, { recursive: true });
});

const ask = async (resource = '') => {
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${api.address}/v1/schools${resource}`, { headers });
  const { status } = answer;
  return { status, asOf: answer.headers.get('gatehouse-as-of'), body: (await answer.json()) as object };
};

describe('lists that nobody can hold against the event store', () => {
  it('are served for a day, and every answer says how old they are', async () => {
    trust.confirm(at(0));
    hours = 24;
    expect(await ask()).toEqual({ status: 200, asOf: at(0).toISOString(), body: { data: [] } });
    expect(await ask('/A1/add-ons/parent-portal/student')).toMatchObject({
      status: 404,
      asOf: at(0).toISOString(),
    });
    hours = 24.001;
    for (const resource of [
      '',
      '/A1/add-ons/parent-portal/student',
      `/A1/add-ons/parent-portal/student/${'a'.repeat(32)}`,
    ]) {
      const refused = await ask(resource);
      expect(refused).toMatchObject({ status: 503, body: { type: 'urn:gatehouse:problem:out-of-date' } });
      expect(JSON.stringify(refused.body)).toContain(at(0).toISOString());
    }
    trust.confirm(at(24.001));
    expect((await ask()).status).toBe(200);
  });

  it('are as old after a restart as they were before it', async () => {
    await models.saveCheckpoint(CONFIRMED, at(-23).toISOString());
    expect((await ask()).status).toBe(503);
    await serveAsItWas(host, trust);
    expect(await ask()).toMatchObject({ status: 200, asOf: at(-23).toISOString() });
    expect(warned).toEqual([expect.stringContaining('The event store is away')]);
    hours = 1.001;
    expect((await ask()).status).toBe(503);
  });

  it('are not served where nobody ever did', async () => {
    await serveAsItWas(host, trust);
    expect(await ask()).toMatchObject({ status: 503, body: { type: 'urn:gatehouse:problem:starting' } });
  });

  it('are no older for being looked for again', async () => {
    await models.saveCheckpoint(CONFIRMED, at(-23).toISOString());
    trust.confirm(at(0));
    await serveAsItWas(host, trust);
    expect(trust.confirmedAt).toEqual(at(0));
  });
});
