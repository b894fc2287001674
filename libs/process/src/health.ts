import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Trouble } from '@gatehouse/service';

/** A service of which something has ended that it cannot do without. `error` is a class or code, never a message. */
interface Died {
  service: string;
  error: string;
}

/** Why a process is not ready, for as long as it runs. */
type NotReady = { reason: 'starting' } | { reason: 'stopping' } | ({ reason: 'failed' } & Died);

/** Why a process that works is not ready, and may be again: a topic of dead letters that somebody has to look through. */
export type Full = { reason: 'dead-letters-full'; topic: string };

/** Why a process that works is not ready, and is again by itself. `error` is missing where something just does not finish. */
type Stuck = { since: Date; error?: string } & (
  { reason: 'stalled'; consumer: string } | { reason: 'engine-away'; engine: string }
);

/** An engine, or a consumer or follower, and how it stands. */
export interface Part {
  name: string;
  isEngine: boolean;
  /** Undefined where nothing is wrong. */
  trouble: Trouble | undefined;
  /** Without it the process is not ready. */
  isNeeded: boolean;
}

/** What is known of a process. */
export interface Standing {
  notReady: NotReady | undefined;
  died: Died | undefined;
  full: Full | undefined;
  parts: readonly Part[];
}

/** Why the process is not ready; undefined when it is. What says most comes first: of stalled ones that for the longest. */
export function whyNotReady({ notReady, full, parts }: Standing): NotReady | Full | Stuck | undefined {
  return notReady ?? stuck(parts) ?? full;
}

function stuck(parts: readonly Part[]): Stuck | undefined {
  const stalled = parts.flatMap(({ name, isEngine, trouble, isNeeded }) =>
    isNeeded && trouble?.isStalled ? [{ name, isEngine, trouble }] : [],
  );
  const [first] = stalled.sort(
    (a, b) =>
      Number(a.isEngine) - Number(b.isEngine) || a.trouble.since.getTime() - b.trouble.since.getTime(),
  );
  if (!first) return undefined;
  const { name, isEngine, trouble } = first;
  return isEngine
    ? { reason: 'engine-away', engine: name, ...told(trouble) }
    : { reason: 'stalled', consumer: name, ...told(trouble) };
}

const told = ({ since, error }: Trouble) => ({ since, ...(error === undefined ? {} : { error }) });

type Indicators = { [part: string]: { status: 'up' | 'down'; [field: string]: unknown } };

/** The form that `@nestjs/terminus` gives to health checks. */
interface HealthDocument {
  status: 'ok' | 'error' | 'shutting_down';
  info: Indicators;
  error: Indicators;
  details: Indicators;
}

/**
 * How the process, each engine and each consumer or follower stands. An engine is down as soon as it does not answer, a
 * consumer or follower once it is stalled: that its handler is tried again is nothing unusual.
 */
export function healthDocument({ notReady, died, full, parts }: Standing): HealthDocument {
  const why = notReady ?? (died && { reason: 'failed', ...died });
  const details: Indicators = { process: why ? { status: 'down', ...why } : { status: 'up' } };
  for (const { name, isEngine, trouble } of parts) {
    const isDown = trouble?.isStalled || (isEngine && trouble?.error !== undefined);
    details[name] = isDown && trouble ? { status: 'down', ...told(trouble) } : { status: 'up' };
  }
  if (full) details['dead-letters'] = { status: 'down', topic: full.topic };
  const of = (status: 'up' | 'down') =>
    Object.fromEntries(Object.entries(details).filter(([, part]) => part.status === status));
  const error = of('down');
  const isWell = Object.keys(error).length === 0;
  const status = notReady?.reason === 'stopping' ? 'shutting_down' : isWell ? 'ok' : 'error';
  return { status, info: of('up'), error, details };
}

/**
 * Tells whoever runs the process how it stands. `GET /live` is 200 while it runs, without asking anybody; `GET /ready`
 * is 200 or 503 with the reason; `GET /health` is 200 or 503 with how each of its parts stands.
 */
export class Health {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #notReady: NotReady | undefined = { reason: 'starting' };
  #died: Died | undefined;
  /** What somebody has to empty; undefined when there is nothing. */
  full: Full | undefined;
  /** Gives the engines, consumers and followers. */
  parts: () => readonly Part[] = () => [];

  /** @param port 0 for a free one. @throws Node's error when it cannot be had. */
  static async listen(host: string, port: number): Promise<Health> {
    const health = new Health();
    await once(health.#server.listen(port, host), 'listening');
    return health;
  }

  get address(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /** The start is over. What went wrong during it stays. */
  started(): void {
    if (this.#notReady?.reason === 'starting') this.#notReady = undefined;
  }

  /** From now on not ready; a failure that was told before stays the reason. */
  turnRed(why: NotReady): void {
    if (this.#notReady?.reason !== 'failed') this.#notReady = why;
  }

  /** The service gets no further by itself; the process goes on until a new one would be better off. */
  hasDied(died: Died, { staysReady }: { staysReady: boolean }): void {
    this.#died ??= died;
    if (!staysReady) this.turnRed({ reason: 'failed', ...died });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const path = url.split('?')[0];
    if (path !== '/live' && path !== '/ready' && path !== '/health')
      return send(response, 404, { problem: 'Ask /live, /ready or /health.' });
    if (method !== 'GET' && method !== 'HEAD') return send(response, 405, { problem: 'Ask with GET.' });
    if (path === '/live') return send(response, 200, { live: true });
    const standing = { notReady: this.#notReady, died: this.#died, full: this.full, parts: this.parts() };
    if (path === '/health') {
      const document = healthDocument(standing);
      return send(response, document.status === 'ok' ? 200 : 503, document);
    }
    const why = whyNotReady(standing);
    if (why) return send(response, 503, { ready: false, ...why });
    send(response, 200, { ready: true });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
