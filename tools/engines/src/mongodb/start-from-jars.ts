import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../engine.js';
import { MONGODB_SERVER_VERSION, mongodbJars } from './mongodb-jars.js';

const START_LIMIT_MS = 60_000;
const source = fileURLToPath(new URL('../../src/mongodb/Server.java', import.meta.url));

/**
 * mongo-java-server on the machine's Java, on a free loopback port.
 *
 * @throws Error when Java or the jars are not to be had.
 */
export async function startFromJars(): Promise<Engine> {
  const jars = await mongodbJars();
  const options = ['-Xmx512m', '-XX:+UseSerialGC', '-cp', path.join(jars, '*'), source];
  // The pipe to its standard input closes with this process, however that ends, and the server ends with the pipe.
  const server = spawn('java', options, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  try {
    const port = await Promise.race([listening(server.stdout), failed(ended), late()]);
    // Nothing here keeps the tests' process alive.
    server.unref();
    for (const stream of [server.stdin, server.stdout]) (stream as unknown as { unref(): void }).unref();
    return {
      name: 'mongodb',
      how: `mongo-java-server ${MONGODB_SERVER_VERSION} (jars)`,
      address: `mongodb://127.0.0.1:${port}`,
      stop: async () => {
        server.ref();
        server.stdin.end();
        await ended;
      },
    };
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port) return port;
  }
  return new Promise(() => {}); // The output ended: `failed` says why.
}

async function failed(ended: Promise<unknown[]>): Promise<never> {
  const [code] = await ended;
  throw new Error(`java ended with code ${String(code)} before the server listened`);
}

async function late(): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new Error(`the server did not listen within ${START_LIMIT_MS / 1000} s`));
    setTimeout(give, START_LIMIT_MS).unref();
  });
}
