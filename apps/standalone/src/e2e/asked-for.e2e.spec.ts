import { describe, expect, it } from '@jest/globals';
import type { RunObserver, ServiceHost } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { DEFAULT_SUSPENSION_LIMITS } from '@gatehouse/policy';
import { until } from '@gatehouse/testing';
import { WondeClient } from '@gatehouse/wonde';
import type { SyncResult } from '@gatehouse/wonde-ingest';
import { followRequests, WondeIngestService } from '@gatehouse/wonde-ingest';
import { aSchool, SCHOOL, student } from '../../testing/a-school.js';
import { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';

const OTHER = 'A1930499545';
const school = () => aSchool({ students: [student('S1')] });

/** What each run of the school began on, and how it ended, in the order of the stream. */
const history = async (gate: Gate) =>
  (await gate.runs()).flatMap(({ type, data }) => {
    if (type === 'SyncRunStarted') return [(data['basis'] as { settingsRevision: number }).settingsRevision];
    return type === 'SyncRunCompleted' ? [data['outcome']] : [];
  });

const silent = () => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };

function follow(gate: Gate, options: { onResult?: (result: SyncResult) => void; retryMs?: number } = {}) {
  return followRequests({
    eventStore: gate.engines.eventStore,
    service: gate.services.ingest,
    stalls: gate.stalls,
    logger: SILENT,
    onResult: () => undefined,
    onDeath: (error) => gate.log.push(`died: ${String(error)}`),
    ...options,
  });
}

const clientOf = ({ sandbox: { url: baseUrl, token } }: Gate) =>
  new WondeClient({ baseUrl, token, followRegionDomain: false });

/** Another wonde-ingest on the engines of the gate. */
function anotherOf(
  { engines }: Gate,
  client: WondeClient,
  { instance, observer = {}, schoolsAtOnce = 2 }: Pick<ServiceHost, 'instance'> & Options,
): WondeIngestService {
  return new WondeIngestService(
    {
      engines,
      logger: SILENT,
      now: () => new Date(),
      instance,
      observer,
      stalls: new Stalls({ logger: SILENT }),
      onFatal: silent,
    },
    { client, schoolsAtOnce, runDeadlineMs: 60_000, limits: DEFAULT_SUSPENSION_LIMITS },
  );
}
type Options = { observer?: RunObserver; schoolsAtOnce?: number };

describe('a run that was asked for', () => {
  it('comes after the run that is going on, which does not count', () =>
    given(
      school(),
      async ({ gate }) => {
        const following = follow(gate);
        const going = gate.sync();
        await gate.askedFor('/students');
        await gate.decide('SyncRequested', {});
        await going;
        await until('the run that was asked for', async () => (await history(gate)).length === 4);
        await following.stop();
        expect(await history(gate)).toEqual([-1, 'completed', 0, 'completed']);
      },
      { firstSync: false },
    ));

  it('is any run that begins after it was asked for', () =>
    given(school(), async ({ gate }) => {
      await gate.decide('SyncRequested', {});
      await gate.sync();
      expect(await gate.services.ingest.syncRequested(new Map([[SCHOOL, 0]]))).toEqual({ schools: [] });
      expect(await history(gate)).toEqual([-1, 'completed', 0, 'completed']);
    }));

  it('is one run, however many instances try', () =>
    given(school(), async ({ gate }) => {
      const client = clientOf(gate);
      const others = ['two', 'three'].map((instance) => anotherOf(gate, client, { instance }));
      for (const other of others) await other.onModuleInit();
      await gate.decide('SyncRequested', {});
      const services = [gate.services.ingest, ...others];
      const tried = await Promise.all(
        services.map((service) => service.syncRequested(new Map([[SCHOOL, 0]]))),
      );
      const results = tried.flatMap(({ schools }) => schools);
      expect(results.filter(({ outcome }) => outcome === 'completed')).toHaveLength(1);
      expect(results.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(
        Array(results.length - 1).fill('RUN_IN_PROGRESS'),
      );
      expect(await history(gate)).toEqual([-1, 'completed', 0, 'completed']);
      for (const other of others) await other.onApplicationShutdown();
      await client.close();
    }));

  it('counts among the schools that are synchronised at once', async () => {
    const gate = await Gate.open({ world: { schools: [school(), aSchool({}, { id: OTHER })] } });
    const client = clientOf(gate);
    const [inHand, most] = [new Set<string>(), { atOnce: 0 }];
    const observer: RunObserver = {
      onPhase: ({ id }, phase) => {
        if (phase === 'done') inHand.delete(id);
        else inHand.add(id);
        most.atOnce = Math.max(most.atOnce, inHand.size);
      },
    };
    const service = anotherOf(gate, client, { instance: 'two', observer, schoolsAtOnce: 1 });
    try {
      await service.onModuleInit();
      await gate.decide('SyncRequested', {}, OTHER);
      const [all, asked] = await Promise.all([
        service.syncAll(),
        service.syncRequested(new Map([[OTHER, 0]])),
      ]);
      const outcomes = [...all.schools, ...asked.schools].map(({ outcome }) => outcome);
      expect(new Set(outcomes)).toEqual(new Set(['completed']));
      expect(most.atOnce).toBe(1);
    } finally {
      await service.onApplicationShutdown();
      await client.close();
      await gate.close();
    }
  });

  it('waits until Wonde lets the school be read', () =>
    given(school(), async ({ gate }) => {
      gate.sandbox.control.change(SCHOOL, { kind: 'school-state', state: 'offline' });
      await gate.decide('SyncRequested', {});
      const results: SyncResult[] = [];
      const following = follow(gate, { onResult: (result) => results.push(result), retryMs: 20 });
      await until('tries in vain', () => results.length >= 2);
      expect(results[0]?.schools).toMatchObject([
        { schoolId: SCHOOL, outcome: 'skipped', problems: [{ code: 'SCHOOL_NOT_READY' }] },
      ]);
      expect(await history(gate)).toEqual([-1, 'completed']);
      gate.sandbox.control.change(SCHOOL, { kind: 'school-state', state: 'approved' });
      await until('the run that was asked for', async () => (await history(gate)).length === 4);
      await following.stop();
      expect(await history(gate)).toEqual([-1, 'completed', 0, 'completed']);
    }));
});
