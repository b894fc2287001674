// Writes and withdraws documents for as long as it lives, or up to a revision after which it hangs with all its timers,
// and tells each revision that was promised.
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';

process.on('disconnect', () => process.exit());

const [file, hangAfter] = process.argv.slice(2);
const collection = { addOn: 'parent-portal', kind: 'contact', version: 1 };
const ids = Array.from({ length: 20 }, (_, n) => `k${n}`);
const models = openEmbeddedReadModels(file);
for (let rev = 1; ; rev += 1) {
  const document = rev % 3 === 0 ? null : { rev, text: 'x'.repeat((rev * 37) % 500) };
  await models.write(ids.map((id) => ({ collection, schoolId: 'A1', id, rev, document })));
  await new Promise((resolve) => process.send(rev, resolve));
  if (rev === Number(hangAfter)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}
