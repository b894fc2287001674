import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Health } from './health.js';

let health: Health;
beforeEach(async () => void (health = await Health.listen('127.0.0.1', 0)));
afterEach(() => health.close());

async function ask(path: string, method = 'GET') {
  const response = await fetch(`${health.address}${path}`, { method });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe('the health of a process', () => {
  it('is live from the beginning, and ready when it has started', async () => {
    expect(await ask('/live')).toEqual({ status: 200, body: { live: true } });
    expect(await ask('/ready')).toEqual({ status: 503, body: { ready: false, reason: 'starting' } });
    health.started();
    expect(await ask('/ready')).toEqual({ status: 200, body: { ready: true } });
  });

  it('is not ready once it stops, and live all the same', async () => {
    health.started();
    health.turnRed({ reason: 'stopping' });
    expect(await ask('/ready')).toEqual({ status: 503, body: { ready: false, reason: 'stopping' } });
    expect(await ask('/live')).toEqual({ status: 200, body: { live: true } });
  });

  it('keeps telling what failed, also when it failed during the start or stops because of it', async () => {
    const failure = {
      reason: 'failed',
      service: 'contact-filter',
      error: 'MESSAGE_BUS_UNAVAILABLE',
    } as const;
    health.turnRed(failure);
    health.started();
    health.turnRed({ reason: 'stopping' });
    expect(await ask('/ready')).toEqual({ status: 503, body: { ready: false, ...failure } });
  });

  it('is not ready while dead letters are full, and live all the same', async () => {
    const full = { reason: 'dead-letters-full', topic: 'mis.records.dead-letters' } as const;
    health.started();
    health.full = full;
    expect(await ask('/ready')).toEqual({ status: 503, body: { ready: false, ...full } });
    expect(await ask('/live')).toEqual({ status: 200, body: { live: true } });
    health.full = undefined;
    expect(await ask('/ready')).toEqual({ status: 200, body: { ready: true } });
    health.full = full;
    health.turnRed({ reason: 'stopping' });
    expect((await ask('/ready')).body).toEqual({ ready: false, reason: 'stopping' });
  });

  it('is told of each part, and makes the process not ready where a needed one is stalled', async () => {
    health.started();
    expect(await ask('/health')).toMatchObject({ status: 200, body: { status: 'ok', error: {} } });
    const trouble = { since: new Date('2026-09-01T12:00:00.000Z'), error: 'TypeError', isStalled: true };
    health.parts = () => [{ name: 'mis.records', isEngine: false, trouble, isNeeded: true }];
    const told = { since: '2026-09-01T12:00:00.000Z', error: 'TypeError' };
    expect(await ask('/health')).toMatchObject({
      status: 503,
      body: { status: 'error', error: { 'mis.records': { status: 'down', ...told } } },
    });
    expect(await ask('/ready')).toEqual({
      status: 503,
      body: { ready: false, reason: 'stalled', consumer: 'mis.records', ...told },
    });
    expect((await ask('/live')).status).toBe(200);
  });

  it('may stay ready when a service has died that answers what it has', async () => {
    health.started();
    const died = { service: 'cms-projector', error: 'EVENT_STORE_UNAVAILABLE' };
    health.hasDied(died, { staysReady: true });
    expect((await ask('/ready')).status).toBe(200);
    expect(await ask('/health')).toMatchObject({ status: 503, body: { error: { process: died } } });
  });

  it('answers nothing else', async () => {
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/live', 'POST')).status).toBe(405);
  });
});
