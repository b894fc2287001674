import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AddressRefused } from './check-address.js';
import { connectMongodb } from './connect.js';
import { MongodbFailure } from './failure.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const { address } = engine;
  afterAll(() => engine.stop());

  describe('a connection to MongoDB', () => {
    it('asks for a majority, said explicitly, whatever the address says', async () => {
      const loose = new URL(address);
      loose.searchParams.set('w', '1');
      loose.searchParams.set('readConcernLevel', 'local');
      loose.searchParams.set('readPreference', 'nearest');
      if (!loose.pathname) loose.pathname = '/';
      const connection = await connectMongodb({ address: loose.href, insecure: true, timeoutMs: 5_000 });
      const collection = connection.db!.collection('any');
      expect(collection.writeConcern).toMatchObject({ w: 'majority', journal: true, wtimeoutMS: 5_000 });
      expect(collection.readConcern).toEqual({ level: 'majority' });
      expect(collection.readPreference?.mode).toBe('primary');
      await connection.close();
    });

    it('uses the database that it is told, else the one in the address, else gatehouse', async () => {
      const named = new URL(address);
      named.pathname = `/named-${randomUUID()}`;
      const nameOf = async (options: { address: string; database?: string }) => {
        const connection = await connectMongodb({ ...options, insecure: true });
        await connection.close();
        return connection.name;
      };
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
