import type { EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import type { KeyStore } from '@gatehouse/privacy';
import { KeyStoreUnavailable } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { errorClass } from '@gatehouse/terminal';
import type { Engines, ServiceHost } from '../engines.js';
import { isEngineAway } from './delivered-again.js';
import { WorkInHand } from './work-in-hand.js';

/** How long an engine may take for one call, in milliseconds. Adapters have shorter limits of their own. */
export const ENGINE_CALL_LIMIT_MS = 60_000;

/**
 * The engines as a service works with them: each call has a limit and then counts as not answered, and is refused to
 * work that was given up. Joining a consumer group and following a store are no calls: they may take as long as they do.
 */
export class GuardedEngines implements Engines {
  readonly eventStore: EventStore;
  readonly bus: MessageBus;
  readonly readModels: ReadModels;
  readonly keyStore: KeyStore;
  readonly masterKey: Buffer;
  /** When an engine last answered, by the code of what is thrown when it does not. */
  readonly #answeredAt = new Map<string, number>();

  constructor(engines: Engines, limitMs = ENGINE_CALL_LIMIT_MS) {
    const guard = <P extends object>(
      port: P,
      away: Away,
      calls: (keyof P)[],
      readings: (keyof P)[] = [],
    ): P => {
      const { code } = new away('');
      return guarded(port, {
        away,
        calls: new Set(calls),
        readings: new Set(readings),
        limitMs,
        onAnswer: () => this.#answeredAt.set(code, Date.now()),
      });
    };
    const { eventStore, bus, readModels, keyStore, masterKey } = engines;
    this.masterKey = masterKey;
    this.eventStore = guard(
      eventStore,
      EventStoreUnavailable,
      ['append', 'readLast', 'lastPosition'],
      ['read'],
    );
    this.bus = guard(bus, MessageBusUnavailable, ['publish', 'count', 'trim'], ['read']);
    this.keyStore = guard(keyStore, KeyStoreUnavailable, ['ensure', 'get', 'destroy'], ['active']);
    this.readModels = guard(readModels, ReadModelsUnavailable, [
      ...(['write', 'get', 'list', 'count', 'checkpoint'] as const),
      ...(['saveCheckpoint', 'drop', 'dropCheckpoint'] as const),
    ]);
  }

  /** Whether the engine that is said to be away has answered something after `time`, in milliseconds since 1970. */
  hasAnsweredSince(time: number, away: unknown): boolean {
    return (this.#answeredAt.get(errorClass(away)) ?? 0) > time;
  }
}

/** The host with its engines guarded, for a service that does more than handle messages. */
export const onGuardedEngines = (host: ServiceHost): ServiceHost => ({
  ...host,
  engines: new GuardedEngines(host.engines),
});

type Away = new (message: string) => Error & { code: string };

interface Guard {
  away: Away;
  calls: ReadonlySet<PropertyKey>;
  readings: ReadonlySet<PropertyKey>;
  limitMs: number;
  onAnswer: () => void;
}

type Method = (...args: unknown[]) => unknown;

function guarded<P extends object>(port: P, guard: Guard): P {
  const methods = new Map<PropertyKey, Method>();
  const methodOf = (name: PropertyKey, method: Method): Method => {
    const bound = method.bind(port);
    if (guard.calls.has(name)) return (...args) => answered(() => bound(...args) as Promise<unknown>, guard);
    if (guard.readings.has(name)) return (...args) => read(bound(...args) as AsyncIterable<unknown>, guard);
    return bound;
  };
  return new Proxy(port, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      const known = methods.get(name) ?? methodOf(name, value as Method);
      methods.set(name, known);
      return known;
    },
  });
}

/** Reads on batch by batch: each has the limit to itself. */
async function* read(batches: AsyncIterable<unknown>, guard: Guard): AsyncGenerator<unknown> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await answered(() => iterator.next(), guard);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a reading that hangs does not end either.
    iterator.return?.().catch(() => undefined);
  }
}

async function answered<T>(call: () => Promise<T>, { away, limitMs, onAnswer }: Guard): Promise<T> {
  const work = WorkInHand.current;
  work?.asks();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const words = `No answer within ${Math.round(limitMs / 1000)} s. It is tried again.`;
    // What asks an engine holds a connection; a process that has nothing else need not stay for the limit.
    timer = setTimeout(() => reject(new away(words)), limitMs).unref();
  });
  try {
    const answer = await Promise.race([call(), late]);
    onAnswer();
    return answer;
  } catch (error) {
    if (!isEngineAway(error)) onAnswer();
    throw error;
  } finally {
    clearTimeout(timer);
    work?.isAnswered();
  }
}
