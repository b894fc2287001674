import { startKafka } from '@gatehouse/engines';
import { openKafkaMessageBus } from '@gatehouse/message-bus/kafka';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';

const engine = await startKafka();

if ('unavailable' in engine) {
  it.skip(`engine kafka is not available: ${engine.unavailable}`, () => undefined);
} else {
  const TOPIC = deadLettersOf(TOPICS.permittedRecords);
  const connection = { brokers: [engine.address], clientId: 'spec' };
  const bus = openKafkaMessageBus({ connection, insecure: true, topics: { default: { partitions: 3 } } });
  afterAll(async () => {
    await bus.close();
    await engine.stop();
  });

  let data: ADataDirectory;
  beforeEach(async () => {
    data = await ADataDirectory.make();
  });
  afterEach(() => data.remove());

  /** Only the bus is on Kafka: the commands do not know. */
  const run = (...words: string[]) =>
    gatehouse(['dead-letters', ...words, '--json'], {
      ...data.environment,
      GATEHOUSE_MESSAGE_BUS: `kafka://${engine.address}`,
      GATEHOUSE_INSECURE: 'true',
    });
  const letters = async () => {
    const { exitCode, lines } = await run('list');
    expect(exitCode).toBe(0);
    const [document] = lines as [{ deadLetters: { place: string; schoolId: string; state: string }[] }];
    return document.deadLetters;
  };
  const schoolsOf = async () => (await letters()).map(({ schoolId }) => schoolId).sort();
  const letter = (schoolId: string) => ({
    schoolId,
    run: 0,
    kind: 'contact',
    recordKey: 'a'.repeat(32),
    place: 'mis.permitted-records/2/17',
    attempts: 3,
    errorClass: 'TypeError',
  });

  describe('dead letters on Kafka', () => {
    it('are none before a topic is there, listed on all partitions, and trimmed without losing one', async () => {
      expect(await letters()).toEqual([]);
      const schools = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];
      for (const id of schools) await data.school(id, 'A school');
      await bus.publish(
        TOPIC,
        [...schools, ...schools].map((key) => ({ key, value: letter(key) })),
      );
      const kept = await letters();
      expect(kept.map(({ schoolId }) => schoolId).sort()).toEqual([...schools, ...schools].sort());
      expect(new Set(kept.map(({ place }) => place.split('/')[1])).size).toBeGreaterThan(1);
      const [{ place = '', schoolId = '' } = {}] = kept;
      expect((await run('show', place)).lines).toEqual([expect.objectContaining({ place, schoolId })]);

      const by = ['--actor', 'O. Perator', '--reason', 'Repaired'];
      await data.run('S1', -1);
      const one = await run('redrive', '--school', 'S2', ...by);
      expect(one.lines).toEqual([
        expect.objectContaining({ schools: [{ schoolId: 'S2', letters: 2, revision: 0 }] }),
      ]);
      expect((await schoolsOf()).filter((id) => id !== 'S1')).toEqual(
        [...schools, ...schools].filter((id) => id !== 'S1').sort(),
      );

      for (const id of schools) await data.run(id, 0);
      const all = await run('redrive', '--all', ...by);
      expect(all.exitCode).toBe(0);
      expect(await letters()).toEqual([]);
      expect(await bus.count(TOPIC)).toBe(0);
      await bus.publish(TOPIC, [{ key: 'S2', value: letter('S2') }]);
      expect(await schoolsOf()).toEqual(['S2']);
    });
  });
}
