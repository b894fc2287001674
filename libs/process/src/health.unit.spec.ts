import { describe, expect, it } from '@jest/globals';
import type { Part, Standing } from './health.js';
import { healthDocument, whyNotReady } from './health.js';

const NOON = new Date('2026-09-01T12:00:00.000Z');
const LATER = new Date('2026-09-01T12:05:00.000Z');

const consumer = (name: string, trouble?: Part['trouble']): Part => ({
  name,
  isEngine: false,
  trouble,
  isNeeded: true,
});
const engine = (name: string, trouble?: Part['trouble']): Part => ({
  ...consumer(name, trouble),
  isEngine: true,
});
const failing = (since = NOON) => ({ since, error: 'KEY_STORE_UNAVAILABLE', isStalled: false });
const stalled = (since = NOON) => ({ ...failing(since), isStalled: true });
const unfinished = { since: NOON, error: undefined, isStalled: true };
const standing = (...parts: Part[]): Standing => ({
  notReady: undefined,
  died: undefined,
  full: undefined,
  parts,
});

describe('a process is', () => {
  it('ready while its handlers are tried again, and its engines do not answer for less than a minute', () => {
    const found = standing(engine('key-store', failing()), consumer('mis.records', failing()));
    expect(whyNotReady(found)).toBeUndefined();
  });

  it('not ready when a consumer is stalled, and says which, since when, and the last error by class', () => {
    const found = standing(consumer('closings'), consumer('mis.records', stalled()));
    expect(whyNotReady(found)).toEqual({
      reason: 'stalled',
      consumer: 'mis.records',
      since: NOON,
      error: 'KEY_STORE_UNAVAILABLE',
    });
    const waiting = standing(consumer('mis.records', unfinished));
    expect(whyNotReady(waiting)).toEqual({ reason: 'stalled', consumer: 'mis.records', since: NOON });
  });

  it('not ready when an engine has not answered for a minute', () => {
    const found = standing(engine('key-store', stalled()), consumer('mis.records'));
    const why = { reason: 'engine-away', engine: 'key-store', since: NOON, error: 'KEY_STORE_UNAVAILABLE' };
    expect(whyNotReady(found)).toEqual(why);
  });

  it('said to be stalled before it is said that an engine is away, and of several for the longest', () => {
    const parts = [
      engine('key-store', stalled()),
      consumer('mis.look-again', stalled(LATER)),
      consumer('mis.records', stalled(NOON)),
    ];
    expect(whyNotReady(standing(...parts))).toMatchObject({ reason: 'stalled', consumer: 'mis.records' });
  });

  it('ready while only what it does not need is stalled', () => {
    expect(whyNotReady(standing({ ...consumer('ledgers', stalled()), isNeeded: false }))).toBeUndefined();
  });

  it('not ready first of all when it has failed, starts or stops', () => {
    const failed = { reason: 'failed', service: 'contact-filter', error: 'TypeError' } as const;
    const found = { ...standing(consumer('mis.records', stalled())), notReady: failed };
    expect(whyNotReady(found)).toEqual(failed);
  });
});

describe('the health of a process', () => {
  it('is well, in the form of terminus, when every part is', () => {
    const up = { process: { status: 'up' }, 'key-store': { status: 'up' }, 'mis.records': { status: 'up' } };
    expect(healthDocument(standing(engine('key-store'), consumer('mis.records', failing())))).toEqual({
      status: 'ok',
      info: up,
      error: {},
      details: up,
    });
  });

  it('is not when an engine does not answer, or a consumer is stalled, needed or not', () => {
    const parts = [
      engine('key-store', failing()),
      engine('event-store'),
      { ...consumer('ledgers', stalled(LATER)), isNeeded: false },
      consumer('mis.records', unfinished),
    ];
    const down = {
      'key-store': { status: 'down', since: NOON, error: 'KEY_STORE_UNAVAILABLE' },
      ledgers: { status: 'down', since: LATER, error: 'KEY_STORE_UNAVAILABLE' },
      'mis.records': { status: 'down', since: NOON },
    };
    const up = { process: { status: 'up' }, 'event-store': { status: 'up' } };
    expect(healthDocument(standing(...parts))).toEqual({
      status: 'error',
      info: up,
      error: down,
      details: { ...up, ...down },
    });
  });

  it('tells what has died, also while the process is still ready, and what is full', () => {
    const died = { service: 'cms-projector', error: 'EVENT_STORE_UNAVAILABLE' };
    const full = { reason: 'dead-letters-full', topic: 'mis.records.dead-letters' } as const;
    const found = { ...standing(), died, full };
    expect(healthDocument(found)).toMatchObject({
      status: 'error',
      error: {
        process: { status: 'down', reason: 'failed', ...died },
        'dead-letters': { status: 'down', topic: full.topic },
      },
    });
    expect(whyNotReady({ ...found, full: undefined })).toBeUndefined();
  });

  it('is not to be asked of a process that stops', () => {
    const found = { ...standing(), notReady: { reason: 'stopping' } as const };
    expect(healthDocument(found)).toMatchObject({ status: 'shutting_down', error: { process: {} } });
  });
});
