import { createHash } from 'node:crypto';
import { fastify } from 'fastify';
import type { FastifyPluginAsync } from 'fastify';
import { answerControlError } from './control/answer-control-error.js';
import { createControl } from './control/control.js';
import type { SandboxControl } from './control/control.js';
import { controlRoutes } from './control/control-routes.js';
import { Faults } from './control/faults.js';
import { RequestLog } from './control/request-log.js';
import { wondeRoutes } from './serve/wonde-routes.js';
import type { WondeSide } from './serve/wonde-routes.js';
import { DEFAULT_SEED, generateWorld } from './world/generated-world.js';
import type { WorldOptions } from './world/generated-world.js';
import { ServedWorld } from './world/served-world.js';
import type { World } from './world/world.js';

export interface SandboxOptions extends WorldOptions {
  /** Explicit schools, in place of generated ones. */
  world?: World;
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** By default one derived from the seed, so that a second start is the same source. */
  token?: string;
  maxPerPage?: WondeSide['maxPerPage'];
  /** The clock that dates changes; what was generated never looks at it. */
  now?: () => Date;
}

export interface Sandbox {
  /** The base of the Wonde look-alike, with `/v1.0/`. */
  url: string;
  controlUrl: string;
  token: string;
  control: SandboxControl;
  close: () => Promise<void>;
}

/** Starts a Wonde look-alike and listens; requests may come at once. Rejects when the port is taken. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new ServedWorld(options.world ?? generateWorld(options));
  const token = options.token ?? defaultToken(options.seed ?? DEFAULT_SEED);
  const faults = new Faults();
  const log = new RequestLog();
  const control = createControl({ world, faults, log, now: options.now ?? (() => new Date()) });
  const server = fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  server.setErrorHandler(answerControlError);
  const routes = wondeRoutes({ world, token, faults, log, maxPerPage: options.maxPerPage ?? {} });
  await server.register(named('wonde', routes), { prefix: '/v1.0' });
  await server.register(named('control', controlRoutes(control)), { prefix: '/control' });
  const origin = await server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return {
    url: `${origin}/v1.0/`,
    controlUrl: `${origin}/control`,
    token,
    control,
    close: () => server.close(),
  };
}

/** Without a name of its own a plugin is looked for in every module that is loaded: under Jest a long search. */
const named = (name: string, plugin: FastifyPluginAsync): FastifyPluginAsync =>
  Object.assign(plugin, { [Symbol.for('fastify.display-name')]: name });

const defaultToken = (seed: number): string =>
  createHash('sha1').update(`wonde-sandbox:${seed}`).digest('hex');
