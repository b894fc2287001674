import { describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import type { SchoolResult } from '../schools/school-result.js';
import type { SyncResult } from '../wonde-ingest.service.js';
import { keepTimetable } from './timetable.js';

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };
const A_TENTH_OF_A_SECOND = 1 / 600;

/** Counts synchronisations, and stops the timetable when the last one that is wanted has been made. */
function counting(wanted: number) {
  const stop = new AbortController();
  const count = { made: 0 };
  const syncAll = async (): Promise<SyncResult> => {
    count.made += 1;
    if (count.made === wanted) stop.abort();
    return { schools: [] };
  };
  return { count, signal: stop.signal, service: { syncAll }, logger };
}

describe('the timetable of synchronisations', () => {
  it('ends after the first one when there is to be no other', async () => {
    const { count, ...options } = counting(2);
    await keepTimetable({ ...options, everyMinutes: 0 });
    expect(count.made).toBe(1);
  });

  it('begins the next one when its time has come, until it is stopped', async () => {
    const { count, ...options } = counting(3);
    const began = performance.now();
    await keepTimetable({ ...options, everyMinutes: A_TENTH_OF_A_SECOND });
    expect(count.made).toBe(3);
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it('does not sit out its pause when it is stopped', async () => {
    const { count, ...options } = counting(1);
    await keepTimetable({ ...options, everyMinutes: 600_000 });
    expect(count.made).toBe(1);
  });

  it('tries again soon where an engine did not answer, also when there is to be one only', async () => {
    const { count, signal, service } = counting(0);
    const refusals = [new EventStoreUnavailable('away'), new EventStoreUnavailable('away')];
    const syncAll = async () => {
      const result = await service.syncAll();
      const refusal = refusals.pop();
      if (refusal) throw refusal;
      return result;
    };
    await keepTimetable({ service: { syncAll }, everyMinutes: 0, engineRetryMs: 1, logger, signal });
    expect(count.made).toBe(3);
  });

  const school = (outcome: SchoolResult['outcome'], ...codes: string[]): SchoolResult => ({
    schoolId: 'A1',
    name: 'A',
    runId: null,
    durationMs: 1,
    addOns: {},
    outcome,
    problems: codes.map((code) => ({ code, message: '' })),
  });
  const away = 'MESSAGE_BUS_UNAVAILABLE';

  it.each<[string, number, SyncResult]>([
    ['every run has failed', 2, { schools: [school('failed', away), school('skipped', 'SCHOOL_NOT_READY')] }],
    ['no school was read', 2, { schools: [], problem: { code: away, message: '' } }],
    ['not every run has failed', 1, { schools: [school('failed', away), school('completed')] }],
    ['what failed was no engine', 1, { schools: [school('failed', 'RUN_TIMED_OUT')] }],
    ['nothing was to be read', 1, { schools: [school('skipped', 'SCHOOL_NOT_READY')] }],
  ])('tries again soon or not for the sake of engines, where %s', async (_, made, first) => {
    const { count, signal, service } = counting(0);
    const results = [first];
    const syncAll = async () => {
      const result = await service.syncAll();
      return results.pop() ?? result;
    };
    await keepTimetable({ service: { syncAll }, everyMinutes: 0, engineRetryMs: 1, logger, signal });
    expect(count.made).toBe(made);
  });

  it('passes on what a synchronisation throws', async () => {
    const service = { syncAll: () => Promise.reject(new Error('died')) };
    const { signal } = new AbortController();
    await expect(keepTimetable({ service, everyMinutes: 60, logger, signal })).rejects.toThrow('died');
  });
});
