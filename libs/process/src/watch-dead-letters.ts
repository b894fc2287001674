import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageBus } from '@gatehouse/message-bus';
import type { Logger } from '@gatehouse/service';
import { errorClass } from '@gatehouse/service';
import type { Health } from './health.js';

/** How long after the last look at the dead letters comes the next, in milliseconds. */
export const LOOK_EVERY_MS = 10_000;

export interface DeadLettersWatch {
  bus: Pick<MessageBus, 'count'>;
  logger: Logger;
  health: Pick<Health, 'full'>;
  /** The topics of dead letters that the service fills. */
  topics: readonly string[];
  /** With so many letters a topic is full. */
  full: number;
  everyMs?: number;
  /** Ends the watch. */
  signal: AbortSignal;
}

/**
 * Looks every few seconds how many dead letters there are, and tells the health when a topic is full and when it is no
 * more. While the bus does not answer, what was seen last holds. Resolves as soon as it is told to end: a bus that is
 * away takes until its limit to say so, and what comes of a look in hand no longer matters.
 */
export async function watchDeadLetters(watch: DeadLettersWatch): Promise<void> {
  if (watch.signal.aborted) return;
  await Promise.race([lookUntilEnded(watch), once(watch.signal, 'abort')]);
}

async function lookUntilEnded(watch: DeadLettersWatch): Promise<void> {
  const { signal, everyMs = LOOK_EVERY_MS } = watch;
  while (!signal.aborted) {
    await look(watch);
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function look({ bus, logger, health, topics, full, signal }: DeadLettersWatch): Promise<void> {
  try {
    const found = await firstFull(bus, topics, full);
    if (signal.aborted) return;
    if (found && !health.full) logger.error(found, 'Dead letters are full: see why records fail.');
    if (!found && health.full) logger.info({}, 'Dead letters are no longer full.');
    health.full = found && { reason: 'dead-letters-full', topic: found.topic };
  } catch (error) {
    if (signal.aborted) return;
    logger.warn({ error: errorClass(error) }, 'Dead letters could not be counted.');
  }
}

async function firstFull(bus: DeadLettersWatch['bus'], topics: readonly string[], full: number) {
  for (const topic of topics) {
    const letters = await bus.count(topic);
    if (letters >= full) return { topic, letters };
  }
  return undefined;
}
