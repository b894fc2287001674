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
import { isEngineAway } from './patience.js';
import { WorkInHand } from './work-in-hand.js';

/** How long an engine may take for one call, in milliseconds. Adapters have shorter limits of their own. */
export const ENGINE_CALL_LIMIT_MS = 60_000;

/**
 * How long calls may still take when the process is asked to stop, in milliseconds. Work makes one call after the other, so that
 * each one's own patience with an engine that is away would add up.
 */
const CALLS_AT_STOP_MS = 4_000;

interface Limits {
  /** For each call, in milliseconds. */
  limitMs?: number | undefined;
  /** When the process is asked to stop. */
  stop?: AbortSignal | undefined;
}

/**
 * The engines as a service works with them: each call has a limit and then counts as not answered, and is refused to
 * work that was given up, or that still goes on some seconds after the process was asked to stop. Joining a consumer group and
 * following a store are no calls: they may take as long as they do.
 */
export class GuardedEngines implements Engines {
  readonly eventStore: EventStore;
  readonly bus: MessageBus;
  readonly readModels: ReadModels;
  readonly keyStore: KeyStore;
  readonly masterKey: Buffer;
  /** When an engine last answered, by the code of what is thrown when it does not. */
  readonly #answeredAt = new Map<string, number>();

  constructor(engines: Engines, { limitMs = ENGINE_CALL_LIMIT_MS, stop }: Limits = {}) {
    const inTime = new InTime(limitMs, stop);
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
        inTime,
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
  engines: new GuardedEngines(host.engines, host),
});

type Away = new (message: string) => Error & { code: string };

interface Guard {
  away: Away;
  calls: ReadonlySet<PropertyKey>;
  readings: ReadonlySet<PropertyKey>;
  inTime: InTime;
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

async function answered<T>(call: () => Promise<T>, { away, inTime, onAnswer }: Guard): Promise<T> {
  const work = WorkInHand.current;
  work?.asks();
  try {
    const answer = await inTime.of(call, (words) => new away(words));
    onAnswer();
    return answer;
  } catch (error) {
    if (!isEngineAway(error)) onAnswer();
    throw error;
  } finally {
    work?.isAnswered();
  }
}

/** Waits for calls: for each as long as its limit, and for none when the process has been asked to stop for a while. */
class InTime {
  readonly #limitMs: number;
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  constructor(limitMs: number, stop: AbortSignal | undefined) {
    this.#limitMs = limitMs;
    const end = () => {
      this.#isOver = true;
      for (const giveUp of this.#waiting) giveUp();
    };
    // A process that has nothing else need not stay for it; nor for a call's limit below.
    const endSoon = () => setTimeout(end, CALLS_AT_STOP_MS).unref();
    if (stop?.aborted) endSoon();
    else stop?.addEventListener('abort', endSoon, { once: true });
  }

  async of<T>(call: () => Promise<T>, late: (words: string) => Error): Promise<T> {
    const stopping = () => late('Not waited for any longer: the process stops.');
    if (this.#isOver) throw stopping();
    let end: () => void = () => undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      const words = `No answer within ${Math.round(this.#limitMs / 1000)} s. It is tried again.`;
      const timer = setTimeout(() => reject(late(words)), this.#limitMs).unref();
      const giveUp = () => reject(stopping());
      this.#waiting.add(giveUp);
      end = () => {
        clearTimeout(timer);
        this.#waiting.delete(giveUp);
      };
    });
    try {
      return await Promise.race([call(), tooLate]);
    } finally {
      end();
    }
  }
}
