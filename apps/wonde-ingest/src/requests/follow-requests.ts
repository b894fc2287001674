import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { STREAM_PREFIXES, SyncRequested } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import type { Logger, Stalls } from '@gatehouse/service';
import { errorClass, interruptionsOf, isDeliveredAgain } from '@gatehouse/service';
import type { SyncResult, WondeIngestService } from '../wonde-ingest.service.js';
import { engineProblem } from '../runs/engine-problem.js';
import type { SyncRequests } from './pending-requests.js';
import { pendingRequests } from './pending-requests.js';

const RETRY_MS = 5 * 60_000;
const AGAIN = 'in a minute';
const MOVED = `What was asked for could not be done now. It is tried again ${AGAIN}.`;
const ENGINE_RETRY_MS = 60_000;

export interface FollowRequestsOptions {
  eventStore: EventStore;
  service: Pick<WondeIngestService, 'syncRequested'>;
  stalls: Stalls;
  /** Where it is said whose request cannot be honoured, because the school's history cannot be read. */
  logger: Pick<Logger, 'error'>;
  /** Told what became of requests; schools may be missing from it whose request another run has honoured. */
  onResult: (result: SyncResult) => void;
  /** Called when requests are no longer followed although nobody stopped it. */
  onDeath: (error: unknown) => void;
  /**
   * When what could not be honoured is tried again, in milliseconds; when left out five minutes, and a minute where an
   * engine did not answer.
   */
  retryMs?: number;
}

/**
 * Follows the settings of all schools and starts a run where one was asked for (`SyncRequested`). Whether a request is
 * open is told by the school's `sync-` stream alone: so nothing is remembered, a crash loses no request, and a run of
 * anybody honours it. Requests that come while others are honoured wait for those. An engine that does not answer is
 * nothing to die of: what was asked for is tried again. So is the request of a school whose history cannot be read, which
 * keeps nobody else's waiting.
 */
export function followRequests(options: FollowRequestsOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const asked = new Map<string, number>();
  const arrivals = new EventTarget();
  let isNew = false;
  let retryMs = RETRY_MS;
  const around = options.stalls.watch('requests');
  const onBatch = async (events: RecordedEvent[]) => {
    const requests = events.filter(({ type }) => type === SyncRequested.type);
    for (const { stream, revision } of requests) {
      asked.set(stream.slice(STREAM_PREFIXES.settings.length), revision);
    }
    if (requests.length === 0) return;
    isNew = true;
    arrivals.dispatchEvent(new Event('request'));
  };
  const prefixes = [STREAM_PREFIXES.settings];
  const subscription = options.eventStore.subscribe({
    prefixes,
    after: null,
    onBatch,
    onInterrupted: interruptionsOf(around),
  });

  /** Resolves when a request has come, when it is time to try again, or when stopped. */
  const awaitWork = async () => {
    if (isNew) return;
    const done = new AbortController();
    const signal = AbortSignal.any([stopping.signal, done.signal]);
    const waiting: Promise<unknown>[] = [once(arrivals, 'request', { signal })];
    if (asked.size > 0) waiting.push(pause(options.retryMs ?? retryMs, undefined, { signal }));
    await Promise.race(waiting).catch(() => undefined);
    done.abort();
    await Promise.allSettled(waiting);
  };
  const told = new Map<string, string>();
  const look = async (requests: SyncRequests) => {
    const found = await around(() => pendingRequests(options.eventStore, requests));
    for (const [schoolId, error] of found.unreadable) {
      // Once: it is looked at again every few minutes.
      if (told.get(schoolId) === error.message) continue;
      told.set(schoolId, error.message);
      options.logger.error({ service: 'wonde-ingest', schoolId, error: errorClass(error) }, error.message);
    }
    return found;
  };
  const honour = async () => {
    const looked = new Map(asked);
    // Not the runs, which take as long as they take.
    const { pending, unreadable } = await look(looked);
    if (pending.size > 0) options.onResult(await options.service.syncRequested(pending));
    const left = await look(pending);
    for (const [schoolId, request] of looked) {
      const isOpen = [unreadable, left.pending, left.unreadable].some((open) => open.has(schoolId));
      if (!isOpen && asked.get(schoolId) === request) asked.delete(schoolId);
    }
  };
  const work = async () => {
    for (;;) {
      await awaitWork();
      if (stopping.signal.aborted) return;
      isNew = false;
      retryMs = RETRY_MS;
      try {
        await honour();
      } catch (error) {
        if (!isDeliveredAgain(error)) throw error;
        retryMs = ENGINE_RETRY_MS;
        const problem = engineProblem(error, AGAIN) ?? { code: errorClass(error), message: MOVED };
        options.onResult({ schools: [], problem });
      }
    }
  };
  const working = work().catch(options.onDeath);
  subscription.ended.catch(options.onDeath);
  return {
    stop: async () => {
      stopping.abort();
      await subscription.stop();
      await working;
    },
  };
}
