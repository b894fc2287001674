import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEventStoreTestServer } from '@gatehouse/engines';
import type { EventStore } from '@gatehouse/event-store';
import { EventStoreRefused, EventStoreUnavailable } from '@gatehouse/event-store';
import { accepted, follow, readAll, someEvents } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const certificate = newCertificate();
const user = { username: 'gatehouse', password: 'long-and-secret' };
const server = await startEventStoreTestServer({
  tls: { certificate: readFileSync(certificate.file), key: readFileSync(certificate.key) },
  user,
});
const opened: EventStore[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.stop());

function open(settings: { authority?: string; password?: string }): EventStore {
  const authority = settings.authority ? `?tlsCaFile=${encodeURIComponent(settings.authority)}` : '';
  const connection = `esdb://localhost:${server.port}${authority}`;
  const store = openEventStoreDb({
    connection,
    ...user,
    password: settings.password ?? user.password,
    timeoutMs: 2_000,
  });
  opened.push(store);
  return store;
}

describe('TLS and credentials', () => {
  it('append and read with the right authority and password', async () => {
    const store = open({ authority: certificate.file });
    await accepted(store.append('s-1', 'no-stream', someEvents(2)));
    expect(await readAll(store, 's-1')).toHaveLength(2);
  });

  it('are refused with another password, in words that hold neither', async () => {
    const store = open({ authority: certificate.file, password: 'another-secret' });
    const refused = {
      code: 'EVENT_STORE_REFUSED',
      message: expect.stringContaining('the name or the password'),
    };
    for (const call of [
      store.append('s-2', 'no-stream', someEvents(1)),
      store.readLast('s-2'),
      store.lastPosition(['s-']),
    ]) {
      await expect(call).rejects.toMatchObject(refused);
      await expect(call).rejects.toThrow(EventStoreRefused);
      await expect(call).rejects.not.toThrow(/another-secret|401|UNAUTHENTICATED/);
    }
    const { interruptions } = follow(store, ['s-']);
    await interruptions.untilCount(2);
    expect(interruptions.seen[1]).toMatchObject(refused);
  });

  it('fail, in words, when the server has a certificate of an unknown authority', async () => {
    const read = open({}).readLast('s-1');
    await expect(read).rejects.toThrow(EventStoreUnavailable);
    await expect(read).rejects.toThrow('its certificate is not accepted');
  });
});

/** A certificate of its own, for this run of the tests only. */
function newCertificate(): { file: string; key: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-'));
  const [file, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
  ];
  execFileSync('openssl', [...kind, '-keyout', key, '-out', file, ...subject], { stdio: 'pipe' });
  return { file, key };
}
