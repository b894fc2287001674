import type { Trouble } from '@gatehouse/service';

/** A service of which something has ended that it cannot do without. `error` is a class or code, never a message. */
export interface Died {
  service: string;
  error: string;
}

/** Why a process is not ready, for as long as it runs. */
export type NotReady = { reason: 'starting' } | { reason: 'stopping' } | ({ reason: 'failed' } & Died);

/** Why a process that works is not ready, and may be again: a topic of dead letters that somebody has to look through. */
export type Full = { reason: 'dead-letters-full'; topic: string };

/** Why a process that works is not ready, and is again by itself. `error` is missing where something just does not finish. */
export type Stuck = { since: Date; error?: string } & (
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
export interface HealthDocument {
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
