import mongoose from 'mongoose';
import type { Answer } from './answering-server.js';
import { isHello } from './answering-server.js';
import type { Document } from './wire-messages.js';

const { Long, ObjectId } = mongoose.mongo;
const WRITES = ['insert', 'update', 'delete', 'create', 'createIndexes', 'drop'];

/** Says of the server at `host:port` that it is the primary of a replica set, and goes on saying so unasked. */
export function asReplicaSet(host: string): Answer {
  const hello = {
    ok: 1,
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    setName: 'tests',
    setVersion: 1,
    hosts: [host],
    primary: host,
    me: host,
    maxWireVersion: 9,
    minWireVersion: 0,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    topologyVersion: { processId: new ObjectId(), counter: Long.fromNumber(0) },
  };
  return (command, reply) => {
    if (!isHello(command)) return false;
    const everyMs = command['topologyVersion'] ? Number(command['maxAwaitTimeMS']) : undefined;
    if (everyMs === undefined) return (reply(hello), true);
    const goesOn = setInterval(() => {
      if (!reply(hello, true)) clearInterval(goesOn);
    }, everyMs);
    return true;
  };
}

/** Refuses these commands with an error. */
export function refusing(commands: readonly string[], code: number, codeName: string): Answer {
  return (command, reply) => {
    if (!commands.some((name) => name in command)) return false;
    return (reply({ ok: 0, code, codeName, errmsg: 'quoting secret' }), true);
  };
}

/** As a primary that has stepped down: it is still asked, and takes no writes. */
export const asFormerPrimary = refusing(WRITES, 10_107, 'NotWritablePrimary');

/** As a server whose disk is full: every write of the command fails by itself. */
export const asFull: Answer = (command, reply) => {
  if (!WRITES.some((name) => name in command)) return false;
  const error = { index: 0, code: 14_031, errmsg: 'quoting secret' };
  const answer: Document = 'update' in command ? { ok: 1, n: 0, writeErrors: [error] } : { ok: 0, ...error };
  return (reply({ codeName: 'OutOfDiskSpace', ...answer }), true);
};
