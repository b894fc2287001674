import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, describe, expect, it } from '@jest/globals';
import { connectMongodb } from './connect.js';
import { ConnectionLost, MongodbNotPermitted } from './failure.js';
import { MongodbClient } from './mongodb-client.js';
import type { Answer } from './testing/answering-server.js';
import { AnsweringServer } from './testing/answering-server.js';
import { asFormerPrimary, asReplicaSet, refusing } from './testing/answers.js';
import { closedAfterEach } from './testing/closed-after-each.js';
import { FaultyConnection } from './testing/faulty-connection.js';
import { writeUnordered } from './write-unordered.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const { address } = engine;
  const database = `client-${randomUUID()}`;
  const closedAfterwards = closedAfterEach();
  afterAll(async () => {
    const raw = await connectMongodb({ address, database, insecure: true });
    await raw.dropDatabase().finally(() => raw.close());
  });
  afterAll(() => engine.stop());

  /** The way from the client: first what may fail, then what may answer for the server. */
  async function scene({ answers = (_host: string): Answer[] => [], timeoutMs = 10_000 } = {}) {
    const answering = closedAfterwards(await AnsweringServer.before(address));
    const faulty = closedAfterwards(await FaultyConnection.before(answering.address));
    answering.answerBy(...answers(new URL(faulty.address).host));
    const at = { address: faulty.address, database, insecure: true, timeoutMs };
    const client = closedAfterwards(await MongodbClient.open(at));
    return { answering, faulty, client };
  }

  const operations = Array.from({ length: 600 }, (_, n) => ({
    replaceOne: { filter: { _id: `k${n}` }, replacement: { text: 'x'.repeat(1_200) }, upsert: true },
  }));
  const write = (client: MongodbClient) =>
    client.run(({ db }) => writeUnordered(db!.collection<{ _id: string; text?: string }>('any'), operations));

  describe('a connection to MongoDB that is lost in the middle of a bulk', () => {
    describe.each([
      ['one server, which is asked at intervals how it is', (): Answer[] => []],
      ['a replica set, whose servers tell by themselves', (host: string) => [asReplicaSet(host)]],
    ])('%s', (_, answers: (host: string) => Answer[]) => {
      it.each([
        ['on the way there', 'toServer' as const, 400_000],
        ['before the answer comes', 'toClient' as const, 0],
      ])('is replaced by the next call: %s', async (_way, way, bytes) => {
        const { faulty, client } = await scene({ answers });
        await write(client);
        // The driver looks at the server at once, and never comes back, only when it has rested for half a second.
        await pause(1_000);
        faulty.cutAfter(way, bytes);
        await expect(write(client)).rejects.toThrow(ConnectionLost);
        await faulty.mend();
        const { duplicates } = await write(client);
        expect(duplicates).toEqual([]);
      });
    });
  });

  describe('a call to a MongoDB', () => {
    const LIMIT_MS = 9_000;
    const timeoutMs = LIMIT_MS / 3;

    it.each([
      ['a large one', write],
      ['a small one', (client: MongodbClient) => client.run(({ db }) => db!.collection('any').findOne())],
    ])('ends within its limit when nothing comes back, and the next is answered: %s', async (_, call) => {
      const { faulty, client } = await scene({ timeoutMs });
      await call(client);
      faulty.freeze();
      const begun = Date.now();
      await expect(call(client)).rejects.toThrow(ConnectionLost);
      await expect(call(client)).rejects.toThrow(ConnectionLost);
      expect(Date.now() - begun).toBeLessThan(2 * LIMIT_MS + 5_000);
      await faulty.mend();
      await call(client);
    });

    const text = 'x'.repeat(10_000);
    const ofTexts = (client: MongodbClient) =>
      client.run(({ db }) => db!.collection('any').findOne({ text: { $in: new Array(1_000).fill(text) } }));
    const texts = (client: MongodbClient) =>
      client.run(({ db }) =>
        writeUnordered(
          db!.collection('any'),
          Array.from({ length: 1_000 }, () => ({ insertOne: { document: { text } } })),
        ),
      );
    it.each([
      ['a bulk', texts],
      ['another command', ofTexts],
    ])('is lost, too, when its connection breaks before all of it was sent: %s', async (_, call) => {
      const { faulty, client } = await scene();
      await write(client);
      faulty.freeze();
      const failed = expect(call(client)).rejects.toThrow(ConnectionLost);
      // The system takes what it can, and the rest waits.
      await pause(500);
      await faulty.refuse();
      await failed;
      await faulty.mend();
      await write(client);
    });

    it('ends within its limit when the client itself is stuck, and leaves the connection to those that use it', async () => {
      const { client } = await scene({ timeoutMs });
      const stuck = client.run(() => new Promise(() => {}));
      const givenUp = expect(stuck).rejects.toThrow(`within ${LIMIT_MS / 1000} s`);
      await pause(LIMIT_MS / 2);
      const other = client.run(async ({ db }) => {
        await givenUp;
        return write(client).then(() => db!.collection('any').findOne());
      });
      expect(await other).not.toBeNull();
    });

    it('fails at once when the client is closed, and when it was', async () => {
      const { client } = await scene({ timeoutMs: 60_000 });
      const stuck = client.run(() => new Promise(() => {}));
      const failed = expect(stuck).rejects.toThrow('is closed');
      await client.close();
      await failed;
      await expect(write(client)).rejects.toThrow('is closed');
    });

    it('keeps its connection when the server answers that it cannot', async () => {
      const { answering, client } = await scene();
      await write(client);
      const same = await client.run(async (connection) => connection);
      answering.answerBy(asFormerPrimary);
      await expect(write(client)).rejects.toThrow('10107');
      answering.answerBy();
      await write(client);
      expect(await client.run(async (connection) => connection)).toBe(same);
    });
  });

  describe('a MongoDB that refuses', () => {
    it('the password of a new connection says so at once', async () => {
      const answering = closedAfterwards(await AnsweringServer.before(address));
      answering.answerBy(refusing(['saslStart'], 18, 'AuthenticationFailed'));
      const withUser = new URL(answering.address);
      [withUser.username, withUser.password] = ['gatehouse', 'open-sesame'];
      const opening = MongodbClient.open({ address: withUser.href, database, insecure: true });
      await expect(opening).rejects.toThrow(MongodbNotPermitted);
      await expect(opening).rejects.not.toThrow(/sesame|secret/);
    });

    it.each([
      ['the right', ['update'], 13, 'Unauthorized', 'grant that user the role readWrite'],
      ['the password', ['update'], 18, 'AuthenticationFailed', 'authSource'],
    ])('%s says what to do, and quotes nothing', async (_, commands, code, name, next) => {
      const { answering, client } = await scene();
      answering.answerBy(refusing(commands, code, name));
      const failure = await write(client).catch((error: unknown) => error as Error);
      expect(failure).toBeInstanceOf(MongodbNotPermitted);
      expect((failure as Error).message).toContain(next);
      expect((failure as Error).message).not.toContain('secret');
    });
  });
}
