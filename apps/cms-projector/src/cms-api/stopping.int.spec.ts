import 'reflect-metadata';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceHost } from '@gatehouse/service';
import type { ReadModels, StoredDocument } from '@gatehouse/read-models';
import { until } from '@gatehouse/testing';
import { ProjectorTrust } from '../stores/trust.js';
import type { RunningCmsApi } from './serve-cms-api.js';
import { serveCmsApi } from './serve-cms-api.js';

const apiKey = 'the-right-key-of-the-cms-api-in-specs';
const REQUEST = `GET /v1/schools HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${apiKey}\r\n`;
/** More than a connection takes up while nobody reads it. */
const LARGE = 'x'.repeat(50_000_000);

let api: RunningCmsApi;
let sockets: Socket[];
let isAsked: boolean;
let answer: (name: string) => void;

beforeEach(async () => {
  sockets = [];
  isAsked = false;
  const answered = new Promise<string>((resolve) => (answer = resolve));
  const list = async (): Promise<StoredDocument[]> => {
    isAsked = true;
    return [{ id: 'A1', rev: 0, document: { id: 'A1', name: await answered } }];
  };
  const silent = () => undefined;
  const host = {
    engines: { readModels: { list } as unknown as ReadModels },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    now: () => new Date('2026-09-01T12:00:00.000Z'),
  } as unknown as ServiceHost;
  const limits = { unlistedDays: 7, unreadDays: 30 };
  const trust = new ProjectorTrust(Infinity);
  trust.confirm(new Date());
  api = await serveCmsApi(host, { apiKey, port: 0, host: '127.0.0.1', limits, trust });
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
});

/** A client that sends so much and then waits; gives what it was answered. */
async function client(sending: string, { reads = true } = {}) {
  const socket = connect(Number(new URL(api.address).port), '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('error', () => undefined);
  if (reads) socket.on('data', (data: Buffer) => (text += data.toString()));
  else socket.pause();
  await once(socket, 'connect');
  if (sending !== '') socket.write(sending);
  return { answered: () => text };
}

async function secondsToStop(): Promise<number> {
  const began = performance.now();
  await api.stop();
  return (performance.now() - began) / 1_000;
}

describe('the CMS API that is stopped', () => {
  it('is stopped soon although clients say nothing, half a request, or nothing more', async () => {
    answer('A school');
    await client('');
    await client(REQUEST);
    const kept = await client(`${REQUEST}\r\n`);
    await until('an answer', () => kept.answered().includes('A school'));
    expect(await secondsToStop()).toBeLessThan(10);
  });

  it('is stopped soon although a client does not read its answer', async () => {
    answer(LARGE);
    await client(`${REQUEST}\r\n`, { reads: false });
    await until('the request is being answered', () => isAsked);
    expect(await secondsToStop()).toBeLessThan(10);
  });

  it('answers first what it was asked before', async () => {
    const asking = await client(`${REQUEST}\r\n`);
    await until('the request is being answered', () => isAsked);
    const stopped = api.stop();
    answer('A school');
    await stopped;
    await until('an answer', () => asking.answered().includes('"A school"'), { withinMs: 10_000 });
    expect(asking.answered()).toMatch(/^HTTP\/1\.1 200 /);
  });
});
