import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';
import type { ServiceProcess } from '../testing/service-process.js';
import type { UnderWay } from '../../testing/cluster/in-step.js';
import { inStep } from '../../testing/cluster/in-step.js';
import { BUS_SERVICES } from '../../testing/cluster/kafka-groups.js';

/** How long the broker is away in the shorter spec, in milliseconds: below the time that publishing goes on trying. */
const A_WHILE_MS = 8_000;

/** Takes the broker away in the middle of the synchronisation. @returns what brings it back. */
async function takeBrokerAway({ cluster, watched, whole }: UnderWay): Promise<() => Promise<void>> {
  const { interruptible, kafka } = cluster.engines;
  if (!interruptible) {
    throw new Error(
      `The Kafka at ${kafka} was not started by these specs, so that they may not stop it. Without ` +
        'GATEHOUSE_TEST_KAFKA they start one.',
    );
  }
  await watched.reached({ lines: Math.ceil(whole.lines / 3) });
  expect(watched.completedRuns).toBeLessThan(cluster.schools.length);
  await interruptible.kill();
  return () => interruptible.startAgain();
}

/** What the timetable does an hour later. */
async function nextSynchronisation({ cluster, services }: UnderWay): Promise<void> {
  const ingest = services.get('wonde-ingest')!;
  await ingest.said('The synchronisation has ended.');
  expect(await ingest.stopped()).toBe(0);
  services.set('wonde-ingest', cluster.start('wonde-ingest'));
}

describe('a broker that is away in the middle of a run', () => {
  it('for a while: the run goes on, or fails and the next one does its work', () =>
    inStep(51, {
      step: 'changed',
      by: async (underWay) => {
        const bringBack = await takeBrokerAway(underWay);
        await pause(A_WHILE_MS);
        await bringBack();
        for (const { name, isRunning } of underWay.services.values())
          expect({ name, isRunning }).toEqual({ name, isRunning: true });
        await nextSynchronisation(underWay);
      },
    }));

  it('for minutes: every service says so and runs on; then each goes on, or ends with 1 and goes on when it is started again', () =>
    inStep(52, {
      step: 'first',
      by: async (underWay) => {
        const { cluster, services } = underWay;
        const bringBack = await takeBrokerAway(underWay);
        for (const name of BUS_SERVICES) await turns(services.get(name)!, 503);
        // The CMS can go on reading.
        expect(await readyOf(services.get('cms-projector')!)).toBe(200);
        for (const { name, isRunning } of services.values())
          expect({ name, isRunning }).toEqual({ name, isRunning: true });
        await bringBack();
        for (const name of BUS_SERVICES) {
          const service = services.get(name)!;
          await turns(service, 200, () => !service.isRunning);
          if (service.isRunning) continue;
          expect(await service.ended()).toBe(1);
          services.set(name, cluster.start(name));
          await services.get(name)!.said('Started.');
        }
        await nextSynchronisation(underWay);
      },
    }));
});

/** How soon a service says that the broker is away, and goes on when it is back, in milliseconds (processes, "How soon"). */
const WITHIN_MS = 180_000;

async function readyOf(service: ServiceProcess): Promise<number | undefined> {
  const { health } = await service.said('Started.');
  const response = await fetch(`${String(health)}/ready`).catch(() => undefined);
  return response?.status;
}

/** @param orElse what else ends the waiting. */
async function turns(service: ServiceProcess, code: 200 | 503, orElse = () => false): Promise<void> {
  const isSo = async () => orElse() || (await readyOf(service)) === code;
  await until(`/ready of ${service.name} is ${code}`, isSo, { withinMs: WITHIN_MS, everyMs: 1000 });
}
