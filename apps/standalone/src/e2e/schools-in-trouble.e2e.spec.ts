import { describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { until } from '@gatehouse/testing';
import { exitCodeOf } from '../terminal/exit-code.js';
import { aSchool, contact, student } from '../../testing/a-school.js';
import { failingEngines } from '../../testing/failing-engines.js';
import { Gate } from '../../testing/gate.js';
import { standing } from '../../testing/standing.js';

const IDS = ['A1000000001', 'A1000000002', 'A1000000003'];
const schools = () => IDS.map((id) => aSchool({ students: [student('kim', [contact('mum')])] }, { id }));

describe('trouble of one school', () => {
  it('that nobody foresaw fails that school and no other', async () => {
    const engines = failingEngines();
    const gate = await Gate.open({ world: { schools: schools() }, engines: engines.on });
    try {
      engines.ofEvent = (stream) => (stream === `sync-${IDS[0]}` ? new TypeError('cannot') : undefined);
      const result = await gate.sync();
      expect(result.schools.map(({ outcome }) => outcome)).toEqual(['failed', 'completed', 'completed']);
      expect(exitCodeOf(result)).toBe(1);
      const [problem] = result.schools[0]?.problems ?? [];
      expect(problem).toMatchObject({
        code: 'UNEXPECTED',
        message: expect.stringContaining('TypeError'),
      });
      expect(gate.log.join('\n')).toContain('A school could not be synchronised.');
    } finally {
      await gate.close();
    }
  });

  it('of which an engine is the cause says which, and that it is tried again; the next synchronisation does', async () => {
    const engines = failingEngines();
    const gate = await Gate.open({ world: { schools: schools() }, engines: engines.on });
    try {
      engines.ofEvent = (stream) =>
        stream === `sync-${IDS[0]}` ? new EventStoreUnavailable('away') : undefined;
      const result = await gate.sync();
      expect(result.schools.map(({ outcome }) => outcome)).toEqual(['failed', 'completed', 'completed']);
      expect(exitCodeOf(result)).toBe(1);
      expect(result.schools[0]?.problems).toEqual([
        {
          code: 'EVENT_STORE_UNAVAILABLE',
          message: expect.stringMatching(/^The event store did not answer: .* tried again with the next/),
        },
      ]);
      engines.ofEvent = () => undefined;
      expect((await gate.sync()).schools.map(({ outcome }) => outcome)).toEqual(Array(3).fill('completed'));
    } finally {
      await gate.close();
    }
  });

  it('whose settings cannot be read says so, and fails that school and no other', async () => {
    const gate = await Gate.open({ world: { schools: schools() } });
    try {
      // Written by a program that knows more than this one.
      await gate.decide('PersonBlocked', { recordKey: 7 }, IDS[0]);
      const result = await gate.sync();
      expect(result.schools.map(({ outcome }) => outcome)).toEqual(['failed', 'completed', 'completed']);
      expect(exitCodeOf(result)).toBe(1);
      expect(result.schools[0]?.problems).toMatchObject([{ code: 'SETTINGS_EVENT_UNREADABLE' }]);
    } finally {
      await gate.close();
    }
  });
});

describe('trouble of one school with what restricts', () => {
  it('keeps nobody in at another school', async () => {
    const gate = await Gate.open({ world: { schools: schools() } });
    try {
      await gate.sync();
      await gate.decide('PersonBlocked', { recordKey: 7 }, IDS[0]);
      await until('the trouble is told', () =>
        gate.log.join().includes('What restricts people of a school cannot be applied'),
      );
      const mum = gate.keyOf('contact', 'mum', IDS[1]);
      await gate.decide('PersonBlocked', { recordKey: mum }, IDS[1]);
      const standingOfMum = () => standing(gate, 'parent-portal', 'contact', 'mum', ['kim'], IDS[1]);
      await until('mum is out', async () => (await standingOfMum()).startsWith('excluded: PERSON_BLOCKED'));
    } finally {
      await gate.close();
    }
  });
});

describe('a stop in the middle', () => {
  it('begins no run for the schools that still wait, and does not wait for a source that does not answer', async () => {
    const gate = await Gate.open({
      world: { schools: schools() },
      client: { retryBudgetMs: 600_000, requestTimeoutMs: 600_000 },
    });
    try {
      gate.sandbox.control.fault({ resource: 'meta', kind: 'timeout' });
      const synchronising = gate.services.ingest.syncAll();
      await gate.askedFor('meta');
      await gate.services.ingest.onApplicationShutdown();
      const { schools: results } = await synchronising;
      expect(results.map(({ problems }) => problems[0]?.code)).toEqual(['STOPPED', 'STOPPED', 'STOPPED']);
      for (const id of IDS) expect(await gate.runs(id)).toEqual([]);
    } finally {
      await gate.close();
    }
  });
});
