import { expect } from '@jest/globals';
import { seededRandom } from '@gatehouse/testing';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { everySort } from '../every-sort.js';
import { Gate } from '../gate.js';
import type { ServiceName, ServiceProcess } from '../../src/testing/service-process.js';
import { Cluster } from './cluster.js';
import type { Progress } from './progress.js';
import { progressOf, Watched } from './progress.js';

/** A synchronisation of the cluster that is under way, for a spec that disturbs it. */
export interface UnderWay {
  cluster: Cluster;
  /** The processes by service; the spec keeps it true when it replaces one. */
  services: Map<ServiceName, ServiceProcess>;
  watched: Watched;
  /** What the same synchronisation took on one machine. */
  whole: Progress;
  random: () => number;
}

export type Disturbance = (underWay: UnderWay) => Promise<void>;

/** Which synchronisation is disturbed: the first one, or the one after changes of every sort. */
export type Step = 'first' | 'changed';

/**
 * Synchronises the same source on one machine and on the cluster, before and after changes of every sort, and expects
 * the same ledgers and documents of both (design section 8).
 */
export async function inStep(seed: number, disturbed?: { step: Step; by: Disturbance }): Promise<void> {
  const gate = await Gate.open({ world: generateWorld({ seed, schools: 2, pupils: 60 }) });
  const random = seededRandom(seed);
  let cluster: Cluster | undefined;
  try {
    cluster = await Cluster.open(gate);
    const services = await cluster.startAll();
    const step = async (name: Step, oneMachine: () => Promise<unknown>, times: number) => {
      const whole = await progressOf(gate, oneMachine, cluster!.schools);
      const by = disturbed?.step === name ? disturbed.by : undefined;
      for (let nth = 0; nth < times; nth += 1) {
        await synchronise({ cluster: cluster!, services, whole, random }, nth === 0 ? by : undefined);
      }
      for (const id of cluster!.schools) {
        expect({ step: name, ...(await cluster!.comparable())[id] }).toEqual({
          step: name,
          ...(await gate.comparable(id)),
        });
      }
    };
    await step('first', () => gate.sync(), 1);
    const [changing = ''] = cluster.schools;
    for (const change of everySort(gate.sandbox.control.people(changing), 10, 'Contacts telephone')) {
      gate.sandbox.control.change(changing, change);
    }
    // What an order forbids may lag one run behind its child's withdrawal: both sides come to rest.
    await step('changed', async () => [await gate.sync(), await gate.sync()], 2);
    expect(new Set(await cluster.stopAll())).toEqual(new Set([0]));
  } finally {
    await cluster?.close();
    await gate.close();
  }
}

/** One synchronisation of the cluster, to its end. */
async function synchronise(
  { cluster, services, ...rest }: Omit<UnderWay, 'watched'>,
  disturb: Disturbance | undefined,
): Promise<void> {
  const before = await cluster.completedRuns();
  const watched = await Watched.from(cluster.gate.sandbox, cluster.engines.look.eventStore);
  services.set('wonde-ingest', cluster.start('wonde-ingest'));
  await disturb?.({ cluster, services, watched, ...rest });
  await services.get('wonde-ingest')!.said('The synchronisation has ended.');
  await cluster.atRest(before + cluster.schools.length);
  await watched.end();
  expect(await services.get('wonde-ingest')!.stopped()).toBe(0);
}
