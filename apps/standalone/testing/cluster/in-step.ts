import { expect } from '@jest/globals';
import { seededRandom } from '@gatehouse/testing';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { everySort } from '../every-sort.js';
import { Gate } from '../gate.js';
import type { ServiceName, ServiceProcess } from '../../src/testing/service-process.js';
import { Cluster } from './cluster.js';
import type { Progress } from './progress.js';
import { progressOf, Watched } from './progress.js';

export type Processes = Map<ServiceName, ServiceProcess>;

/** A synchronisation of the cluster that is under way, for a spec that disturbs it. */
export interface UnderWay {
  cluster: Cluster;
  /** The processes by service; the spec keeps it true when it replaces one. */
  services: Processes;
  /** The second instance of each service; empty when there is one of each. */
  others: Processes;
  watched: Watched;
  /** What the same synchronisation took on one machine. */
  whole: Progress;
  /** Runs of all schools that were completed before it. */
  completedBefore: number;
  random: () => number;
}

/** Which synchronisation is disturbed: the first one, or the one after changes of every sort. */
export type Step = 'first' | 'changed';

export interface Disturbed {
  /** Two instances of each service. */
  twice?: boolean;
  step?: Step;
  by?: (underWay: UnderWay) => Promise<void>;
  /** When both have synchronised everything, before the last comparison. */
  atLast?: (cluster: Cluster, services: Processes) => Promise<void>;
}

type Parties = Pick<UnderWay, 'cluster' | 'services' | 'others' | 'random'>;

/**
 * Synchronises the same source on one machine and on the cluster, before and after changes of every sort, and expects
 * the same ledgers and documents of both (design section 8).
 */
export async function inStep(seed: number, disturbed: Disturbed = {}): Promise<void> {
  const gate = await Gate.open({ world: generateWorld({ seed, schools: 2, pupils: 60 }) });
  let cluster: Cluster | undefined;
  try {
    cluster = await Cluster.open(gate);
    const services = await cluster.startListeners();
    const others = disturbed.twice
      ? await cluster.startListeners('second')
      : new Map<ServiceName, ServiceProcess>();
    await bothStep({ cluster, services, others, random: seededRandom(seed) }, disturbed);
    expect(new Set(await cluster.stopAll())).toEqual(new Set([0]));
    await same('changed', cluster);
  } catch (error) {
    process.stderr.write(`${JSON.stringify(cluster?.lastWords(), null, 2)}\n`);
    throw error;
  } finally {
    await cluster?.close();
    await gate.close();
  }
}

async function bothStep(parties: Parties, { step, by, atLast }: Disturbed): Promise<void> {
  const { cluster, services } = parties;
  const { gate, schools } = cluster;
  const first = await progressOf(gate, () => gate.sync(), schools);
  await synchronise({ ...parties, whole: first }, step === 'first' ? by : undefined);
  await same('first', cluster);

  const [changing = ''] = schools;
  for (const change of everySort(gate.sandbox.control.people(changing), 10, 'Contacts telephone')) {
    gate.sandbox.control.change(changing, change);
  }
  const changed = await progressOf(gate, () => gate.sync(), schools);
  await synchronise({ ...parties, whole: changed }, step === 'changed' ? by : undefined);
  // What an order forbids may lag one run behind its child's withdrawal: both sides come to rest.
  await gate.sync();
  await synchronise({ ...parties, whole: changed }, undefined);
  await atLast?.(cluster, services);
}

async function same(step: Step, cluster: Cluster): Promise<void> {
  const found = await cluster.comparable();
  for (const id of cluster.schools) {
    expect({ step, ...found[id] }).toEqual({ step, ...(await cluster.gate.comparable(id)) });
  }
}

/** One synchronisation of the cluster, to its end. */
async function synchronise(
  parties: Omit<UnderWay, 'watched' | 'completedBefore'>,
  disturb: Disturbed['by'],
): Promise<void> {
  const { cluster, services, others } = parties;
  const completedBefore = await cluster.completedRuns();
  const watched = await Watched.from(cluster.gate.sandbox, cluster.engines.look.eventStore);
  services.set('wonde-ingest', cluster.start('wonde-ingest'));
  if (others.size > 0) others.set('wonde-ingest', cluster.start('wonde-ingest', 'second'));
  await disturb?.({ ...parties, watched, completedBefore });
  const readers = [services, others].flatMap((processes) => processes.get('wonde-ingest') ?? []);
  for (const reader of readers) await reader.said('The synchronisation has ended.');
  await cluster.atRest(completedBefore + cluster.schools.length);
  await watched.end();
  for (const reader of readers) expect(await reader.stopped()).toBe(0);
}
