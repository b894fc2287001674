import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import type { RunTools } from '../runs/run-school.js';
import { unlistedSchool } from './list-schools.js';
import { syncSchool } from './sync-school.js';

let phases: string[];
beforeEach(() => {
  phases = [];
});

/** Tools with nothing but a store that reads as told. */
function toolsWith(read: () => AsyncIterable<unknown>): RunTools {
  const silent = () => undefined;
  const host = {
    engines: { eventStore: { read } },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    now: () => new Date(),
    observer: { onPhase: (_: unknown, phase: string) => phases.push(phase) },
  };
  return { host } as unknown as RunTools;
}
const never = new AbortController().signal;

describe('a school that was asked for', () => {
  it('fails for itself alone when the event store does not answer whether the request is open', async () => {
    const tools = toolsWith(() => {
      throw new EventStoreUnavailable('away');
    });
    expect(await syncSchool(tools, unlistedSchool('A1'), never, 0)).toMatchObject({
      schoolId: 'A1',
      outcome: 'failed',
      problems: [{ code: 'EVENT_STORE_UNAVAILABLE' }],
    });
  });

  it('is left alone when a run was started for the request meanwhile', async () => {
    const data = {
      instance: 'another',
      deadline: '2026-09-01T02:30:00.000Z',
      basis: { settingsRevision: 3, kinds: [] },
    };
    const started = { type: 'SyncRunStarted', revision: 1, data };
    const tools = toolsWith(async function* () {
      yield [started];
    });
    expect(await syncSchool(tools, unlistedSchool('A1'), never, 3)).toBeUndefined();
    expect(phases).toEqual([]);
  });
});
