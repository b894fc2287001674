import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { AddressRefused } from './check-address.js';
import type { MongodbOptions } from './connect.js';
import { connectMongodb } from './connect.js';
import { MongodbFailure } from './failure.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const { address } = engine;
  const connections: Connection[] = [];
  const connect = async (options: MongodbOptions) => {
    const connection = await connectMongodb(options);
    connections.push(connection);
    return connection;
  };
  afterEach(() => Promise.all(connections.splice(0).map((connection) => connection.close())));
  afterAll(() => engine.stop());

  describe('a connection to MongoDB', () => {
    it('asks for a majority, said explicitly, whatever the address says', async () => {
      const loose = new URL(address);
      loose.searchParams.set('w', '1');
      loose.searchParams.set('readConcernLevel', 'local');
      loose.searchParams.set('readPreference', 'nearest');
      if (!loose.pathname) loose.pathname = '/';
      const connection = await connect({ address: loose.href, insecure: true, timeoutMs: 5_000 });
      const collection = connection.db!.collection('any');
      expect(collection.writeConcern).toMatchObject({ w: 'majority', journal: true, wtimeoutMS: 5_000 });
      expect(collection.readConcern).toEqual({ level: 'majority' });
      expect(collection.readPreference?.mode).toBe('primary');
    });

    it('uses the database that it is told, else the one in the address, else gatehouse', async () => {
      const named = new URL(address);
      named.pathname = `/named-${randomUUID()}`;
      const nameOf = async (options: MongodbOptions) => (await connect({ ...options, insecure: true })).name;
      const bare = new URL(address);
      bare.pathname = '/';
      expect(await nameOf({ address: bare.href })).toBe('gatehouse');
      expect(await nameOf({ address: named.href })).toBe(named.pathname.slice(1));
      expect(await nameOf({ address: named.href, database: 'told' })).toBe('told');
    });
  });
}

describe('a connection to MongoDB that cannot be made', () => {
  it('is told within the time limit', async () => {
    // Port 1 of the loopback interface: nothing listens there.
    const refused = connectMongodb({ address: 'mongodb://127.0.0.1:1', timeoutMs: 300 });
    await expect(refused).rejects.toThrow(MongodbFailure);
  });

  it('is not even tried with a password in plain text', async () => {
    const refused = connectMongodb({ address: 'mongodb://gatehouse:open-sesame@127.0.0.1:1' });
    await expect(refused).rejects.toThrow(AddressRefused);
  });
});
