import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
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

  it('for so long that the consumers die: their processes end with 1, and go on when they are started again', () =>
    inStep(52, {
      step: 'first',
      by: async (underWay) => {
        const { cluster, services } = underWay;
        const bringBack = await takeBrokerAway(underWay);
        for (const name of BUS_SERVICES) expect(await services.get(name)!.ended()).toBe(1);
        // The CMS can go on reading.
        expect(services.get('cms-projector')!.isRunning).toBe(true);
        await bringBack();
        for (const name of BUS_SERVICES) services.set(name, cluster.start(name));
        for (const name of BUS_SERVICES) await services.get(name)!.said('Started.');
        await nextSynchronisation(underWay);
      },
    }));
});
