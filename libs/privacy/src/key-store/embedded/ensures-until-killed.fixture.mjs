// Adds batches of five keys for as long as it lives, and tells each batch that was promised.
import { randomBytes } from 'node:crypto';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';

process.on('disconnect', () => process.exit());

const store = openEmbeddedKeyStore(process.argv[2]);
for (let n = 0; ; n += 1) {
  await store.ensure(
    Array.from({ length: 5 }, (_, part) => ({ id: `run/${n}/${part}`, wrapped: randomBytes(60) })),
  );
  await new Promise((resolve) => process.send(n, resolve));
}
