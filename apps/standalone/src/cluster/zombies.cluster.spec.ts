import { describe, expect, it } from '@jest/globals';
import type { UnderWay } from '../../testing/cluster/in-step.js';
import { inStep } from '../../testing/cluster/in-step.js';
import type { BusServiceName } from '../../testing/cluster/kafka-groups.js';
import { BUS_SERVICES } from '../../testing/cluster/kafka-groups.js';

/** A ledger that stays open as long as the service has the run in hand. */
const LEDGER_OF = {
  'permission-policy': 'mis-calendar',
  'contact-filter': 'email-text',
  'calendar-sync': 'mis-calendar',
} as const;

/** Pauses the instance that has the changed school in hand until the other has done its work, and lets it go on. */
const zombieOf = (name: BusServiceName) => async (underWay: UnderWay) => {
  const { cluster, services, others, watched, completedBefore } = underWay;
  const [school = ''] = cluster.schools;
  await cluster.groups.shared(name, ['first', 'second']);
  const isFirst = (await cluster.groups.instanceOf(name, school)) === 'first';
  const zombie = (isFirst ? services : others).get(name)!;
  await watched.askedForEventsOf(school);
  zombie.pause();
  expect(await cluster.isOpenIn(school, LEDGER_OF[name])).toBe(true);
  await cluster.atRest(completedBefore + cluster.schools.length);
  zombie.resume();
  await cluster.groups.shared(name, ['first', 'second']);
};

describe('two instances of each service', () => {
  it('come to the ledgers and documents of one process', () => inStep(31, { twice: true }));

  it.each(BUS_SERVICES)('%s: one is paused until it is a zombie, and wakes', (name) =>
    inStep(32, { twice: true, step: 'changed', by: zombieOf(name) }),
  );

  it('cms-projector: one is paused with old lines in hand, and wakes', () =>
    inStep(33, {
      twice: true,
      step: 'changed',
      by: async (underWay) => {
        const zombie = underWay.services.get('cms-projector')!;
        await underWay.watched.reached({ lines: Math.ceil(underWay.whole.lines / 3) });
        zombie.pause();
        await underWay.cluster.atRest(underWay.completedBefore + underWay.cluster.schools.length);
        zombie.resume();
      },
    }));

  it('wonde-ingest: one is paused, another takes its place under its name, and it wakes', () =>
    inStep(34, {
      step: 'changed',
      by: async (underWay) => {
        const { cluster, services, watched, whole, completedBefore } = underWay;
        const zombie = services.get('wonde-ingest')!;
        await watched.reached({ requests: Math.ceil(whole.requests / 3) });
        zombie.pause();
        expect(watched.completedRuns).toBeLessThan(cluster.schools.length);
        services.set('wonde-ingest', cluster.start('wonde-ingest'));
        await cluster.atRest(completedBefore + cluster.schools.length);
        zombie.resume();
        await zombie.said('The synchronisation has ended.');
      },
    }));
});
