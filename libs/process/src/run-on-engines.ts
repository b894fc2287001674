import { TOPICS } from '@gatehouse/schemas';
import { onDeclaredEvents } from '@gatehouse/event-store';
import type { Logger, ServiceHost } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import type { CommonValues } from './configuration/common-settings.js';
import type { Settings, ValuesOf } from './configuration/setting.js';
import { Dying } from './dying.js';
import { answersAfresh } from './engines/answers-afresh.js';
import type { EngineName } from './engines/engine-pings.js';
import { ENGINE_NAMES, pingEngines, PINGS } from './engines/engine-pings.js';
import { openEngines } from './engines/open-engines.js';
import { tellingOfPublishing } from './engines/telling-of-publishing.js';
import type { Health } from './health.js';
import type { ProcessEnd } from './process-end.js';
import type { ServiceProcess } from './run-process.js';
import { untilEnginesAnswer } from './until-engines-answer.js';
import { watchDeadLetters } from './watch-dead-letters.js';

export interface Around {
  logger: Logger;
  end: ProcessEnd;
  health: Health;
}

/**
 * Runs a service on its engines from when they answer until the process is to end. An engine that is away ends nothing: a
 * process ends for its sake only where the engine answers a fresh connection, and what this one had with it is lost.
 *
 * @returns the exit code.
 * @throws ConfigurationError, and what else keeps the service from starting.
 */
export async function runOnEngines<S extends Settings>(
  service: ServiceProcess<S>,
  values: CommonValues & ValuesOf<S>,
  around: Around,
): Promise<0 | 1> {
  const { logger, end, health } = around;
  const asked = new AbortController();
  void end.asked.then(() => asked.abort());
  const { signal } = asked;
  const running = await untilEnginesAnswer(() => start(service, values, around, signal), { logger, signal });
  if (running) {
    health.started();
    logger.info({ health: health.address }, 'Started.');
  }
  const code = await end.asked;
  logger.info({}, 'Stopping.');
  await running?.stop();
  return code;
}

async function start<S extends Settings>(
  service: ServiceProcess<S>,
  values: CommonValues & ValuesOf<S>,
  { logger, end, health }: Around,
  stop: AbortSignal,
): Promise<{ stop(): Promise<void> }> {
  const { name, readyOn, deadLetters, appendsEvents = false } = service;
  const { engines, check, close } = await openEngines(name, values, logger, appendsEvents);
  const closing = new AbortController();
  // What fails from then on is no reason to end otherwise than as asked.
  const signal = AbortSignal.any([stop, closing.signal]);
  let watching: Promise<void> = Promise.resolve();
  const closeAll = async () => {
    closing.abort();
    await watching;
    await close();
  };

  const topic = deadLetters?.[0] ?? TOPICS.cmsChanges;
  const dying = new Dying({
    logger,
    health,
    end,
    readyOn,
    answersOthers: (engine) => answersAfresh(engine, topic, { name, values, logger }),
    answersUs: (engine) =>
      PINGS[engine](engines, topic).then(
        () => true,
        () => false,
      ),
    signal,
  });
  const stalls = new Stalls({ logger });
  health.parts = () =>
    [...stalls.state].map(([part, trouble]) => {
      const isEngine = ENGINE_NAMES.some((engine) => engine === part);
      return { name: part, isEngine, trouble, isNeeded: readyOn?.some((one) => one === part) ?? true };
    });
  try {
    const pinged = ENGINE_NAMES.filter(
      (engine) =>
        (engine !== 'read-models' || service.usesReadModels) && (engine !== 'message-bus' || !deadLetters),
    );
    const onStalled = (engine: EngineName) => dying.isUnanswered(name, engine);
    pingEngines({ engines, names: pinged, topic, stalls, onStalled, signal });
    const host: ServiceHost = {
      engines: onDeclaredEvents({ ...engines, bus: tellingOfPublishing(engines.bus, stalls) }),
      logger,
      now: () => new Date(),
      instance: values.instance,
      observer: {},
      stop,
      stalls,
      onFatal: (of, error) => dying.hasDied(of, error),
    };
    if (!service.startsUnchecked) await check();
    const running = await service.start(host, values, check);
    const { deadLettersFull: full } = values;
    if (deadLetters && full !== undefined) {
      // Counting them says as well whether the bus answers.
      const asking = stalls.watch('message-bus');
      const bus = { count: (letters: string) => asking(() => engines.bus.count(letters)) };
      watching = watchDeadLetters({ bus, logger, health, topics: deadLetters, full, signal });
    }
    return { stop: () => running.stop().finally(closeAll) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
