import { once } from 'node:events';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { EventStoreTestServer, TestServerOptions } from './test-server.js';
import { startEventStoreTestServer } from './test-server.js';

const EXAMPLES = `
Examples:
  $ eventstore-test-server                                        a free port, events gone with the server
  $ eventstore-test-server --port 2113 --file /data/events.db     events kept, for the next start
  $ eventstore-test-server --host 0.0.0.0 --port 2113             for other machines: it has neither TLS nor users

Exit codes: 0 stopped, 1 could not start, 2 wrong usage. Stop it with Ctrl-C.`;

/**
 * Runs the test server until SIGINT or SIGTERM, or, when forked, until the parent goes away; a forked one sends
 * `{ address }` to its parent once it listens. @returns the exit code.
 */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('eventstore-test-server')
    .description("Speaks EventStoreDB's protocol in front of the embedded event store. For tests only.")
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <n>', '0 takes a free one', portOf, 0)
    .option('--file <path>', 'keep the events in this file')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return run(command.opts<TestServerOptions>());
}

async function run(options: TestServerOptions): Promise<number> {
  let server: EventStoreTestServer;
  try {
    server = await startEventStoreTestServer(options);
  } catch (error) {
    process.stderr.write(`TEST_SERVER_NOT_STARTED: ${(error as Error).message}. Choose another --port.\n`);
    return 1;
  }
  const { address } = server;
  const stopped = Promise.race(['SIGINT', 'SIGTERM', 'disconnect'].map((signal) => once(process, signal)));
  process.send?.({ address });
  process.stdout.write(`${address}\n`);
  await stopped;
  if (process.connected) process.disconnect();
  await server.stop();
  return 0;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a port, or 0.');
  return port;
}
