import { describe, expect, it } from '@jest/globals';
import type { UnderWay } from '../../testing/cluster/in-step.js';
import { inStep } from '../../testing/cluster/in-step.js';
import type { ServiceName } from '../testing/service-process.js';
import { SERVICES } from '../testing/service-process.js';

/** Kills the service somewhere in the run, and starts it again at once under the same name, as an orchestrator does. */
const killing = (name: ServiceName) => async (underWay: UnderWay) => {
  const { cluster, services, watched, whole, random } = underWay;
  const part = 0.1 + 0.6 * random();
  const isReader = name === 'wonde-ingest' || name === 'permission-policy';
  // Events come last: what is asked of other kinds says nothing of the calendar.
  if (name === 'calendar-sync') await watched.askedForEventsOf(cluster.schools[random() < 0.5 ? 0 : 1]!);
  else if (isReader) await watched.reached({ requests: Math.ceil(part * whole.requests) });
  else await watched.reached({ lines: Math.ceil(part * whole.lines) });
  expect(await services.get(name)!.stopped('SIGKILL')).toBe('SIGKILL');
  // Otherwise nothing was interrupted: the run has yet to be closed.
  expect(watched.completedRuns).toBeLessThan(cluster.schools.length);
  services.set(name, cluster.start(name));
};

/** Design section 8.3, on a cluster. */
describe.each(SERVICES)('%s, killed in the middle of a run and started again', (name) => {
  it('leaves the ledgers and documents of an undisturbed first synchronisation', () =>
    inStep(21, { step: 'first', by: killing(name) }));

  it('leaves those of an undisturbed later one, with withdrawals, orders and a permission taken back', () =>
    inStep(22, { step: 'changed', by: killing(name) }));
});
