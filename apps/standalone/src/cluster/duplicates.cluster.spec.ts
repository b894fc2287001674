import { describe, expect, it } from '@jest/globals';
import { ADD_ONS, ledgerStream } from '@gatehouse/schemas';
import type { Cluster } from '../../testing/cluster/cluster.js';
import type { Processes, UnderWay } from '../../testing/cluster/in-step.js';
import { inStep } from '../../testing/cluster/in-step.js';
import { BUS_SERVICES } from '../../testing/cluster/kafka-groups.js';
import { Repeater } from '../../testing/cluster/repeater.js';

/** Delivers what travels up to five times, the last of it after the runs have ended. */
async function repeating({ cluster, services, random }: UnderWay): Promise<void> {
  const repeater = await Repeater.on(cluster.engines.kafka, random);
  await services.get('wonde-ingest')!.said('The synchronisation has ended.');
  await repeater.end();
  expect(repeater.repeated).toBeGreaterThan(100);
  for (const service of BUS_SERVICES) await cluster.groups.caughtUp(service);
}

/** Everything that Kafka still has, once more, for services that are started afresh. */
async function everythingAgain(cluster: Cluster, services: Processes): Promise<void> {
  const before = await ledgerSizes(cluster);
  for (const name of BUS_SERVICES) {
    expect(await services.get(name)!.stopped()).toBe(0);
    await cluster.groups.backToTheBeginning(name);
    services.set(name, cluster.start(name));
    await services.get(name)!.said('Started.');
  }
  for (const name of BUS_SERVICES) await cluster.groups.caughtUp(name);
  expect(await ledgerSizes(cluster)).toEqual(before);
}

const ledgerSizes = ({ schools, engines }: Cluster) =>
  Promise.all(
    schools.flatMap((id) =>
      ADD_ONS.map(
        async (addOn) => (await engines.look.eventStore.readLast(ledgerStream(id, addOn)))?.revision,
      ),
    ),
  );

/** Design section 8.4, on a cluster. */
describe('messages that are delivered again on Kafka', () => {
  it('up to five times, late and out of turn, change nothing in a first synchronisation', () =>
    inStep(41, { step: 'first', by: repeating, atLast: everythingAgain }));

  it('nor in a later one', () => inStep(42, { step: 'changed', by: repeating, atLast: everythingAgain }));
});
