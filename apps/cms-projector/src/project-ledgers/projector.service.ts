import { setTimeout as pause } from 'node:timers/promises';
import type { RunName } from '@gatehouse/schemas';
import { STREAM_PREFIXES, SyncRunStarted, TOPICS } from '@gatehouse/schemas';
import type { Position, RecordedEvent, Subscription } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import type { OutgoingMessage } from '@gatehouse/message-bus';
import { publishUntilTaken, untilTaken } from '@gatehouse/message-bus';
import type { Around, ServiceHost } from '@gatehouse/service';
import { errorClass, interruptionsOf, isEngineAway, newestRuns, unlessHung } from '@gatehouse/service';
import { KeyRing } from '@gatehouse/privacy';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { CHECKPOINT, LAST_EVENT } from '../collections.js';
import { tellHidden } from '../project-hidden/hidden-lines.js';
import { heldBackThrough, holdBack } from '../project-schools/project-schools.js';
import type { Disagreement } from '../stores/compare-stores.js';
import { disagreementOf, isOfAnotherPast, wordsOf } from '../stores/compare-stores.js';
import type { LastEvent, Tips } from '../stores/tips.js';
import {
  NO_TIPS,
  eventsSince,
  evolveTips,
  lastEventOf,
  positionOf,
  readAllTips,
  readTips,
  schoolOf,
  writeOfTips,
} from '../stores/tips.js';
import type { ProjectorTrust } from '../stores/trust.js';
import { serveAsItWas } from '../stores/trust.js';
import { Confirming } from './confirming.js';
import { Projector } from './projector.js';
import { removeOlderVersions } from './remove-older-versions.js';

const PREFIXES = [STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync, STREAM_PREFIXES.hidden];
/** So many schools are compared at once. */
const AT_ONCE = 8;
/** How soon it is noticed that stores belong together again, in milliseconds. */
const LOOK_AGAIN_MS = 30_000;

/** While it was away, the event store was put in another one's place: this process began to follow another history. */
class EventStoreReplaced extends Error {
  readonly code = 'EVENT_STORE_REPLACED';
}

/**
 * Follows the ledgers and keeps the read models up to them. Every batch is written, announced, and only then
 * remembered: after a crash it comes again and changes nothing.
 *
 * Before anything, and at every run, the stores are held against each other (ADR 0030). A school whose documents are of a
 * past that the event store does not have is passed over until `gatehouse recover` has made them anew. So they are when
 * the event store was away, before anything more is projected.
 */
@Injectable()
export class ProjectorService implements OnModuleInit, OnApplicationShutdown {
  readonly #host: ServiceHost;
  readonly #trust: ProjectorTrust;
  readonly #keyRing: KeyRing;
  #projector: Projector;
  readonly #stopping = new AbortController();
  #tips = new Map<string, Tips>();
  /** Schools that are not served until a run has completed that is later than this. */
  readonly #heldBack = new Map<string, { since: string; through: number }>();
  #turn: Promise<void> = Promise.resolve();
  /** How often the event store was away, and how often it had been when the stores were held against each other last. */
  #absences = 0;
  #absencesCompared = 0;
  #subscription: Subscription | undefined;
  #reached: Position = '';
  /** When it has come this far, nobody needs what earlier versions left; null when that is removed, or nothing is there. */
  #supersedesAt: Position | null = null;
  #waiting: { position: Position; resolve: () => void; reject: (error: unknown) => void }[] = [];

  constructor(host: ServiceHost, trust: ProjectorTrust) {
    this.#host = host;
    this.#trust = trust;
    const { keyStore, masterKey } = host.engines;
    this.#keyRing = new KeyRing(keyStore, masterKey);
    this.#projector = this.#newProjector();
  }

  #newProjector(): Projector {
    const { readModels, masterKey } = this.#host.engines;
    return new Projector({ readModels, keyRing: this.#keyRing, masterKey });
  }

  async onModuleInit(): Promise<void> {
    const { eventStore, readModels } = this.#host.engines;
    this.#tips = await readAllTips(readModels);
    for (const [school, { heldBack }] of this.#tips) {
      if (heldBack) this.#heldBack.set(school, heldBack);
    }
    await this.#compareAll();
    const after = await this.#startAfter();
    this.#reached = after ?? '';
    this.#supersedesAt = await eventStore.lastPosition(PREFIXES);
    await this.#supersede(this.#reached);
    const around = this.#host.stalls.watch('ledgers');
    const onBatch = (events: RecordedEvent[], checkpoint: Position) =>
      this.#untilTaken(around, events, checkpoint);
    const noteInterruption = interruptionsOf(around);
    const onInterrupted = (error: EventStoreUnavailable | undefined) => {
      noteInterruption(error);
      if (error) this.#isAway();
    };
    this.#subscription = eventStore.subscribe({ prefixes: PREFIXES, after, onBatch, onInterrupted });
    this.#subscription.ended.catch((error: unknown) => {
      for (const { reject } of this.#waiting) reject(error);
      if (this.#stopping.signal.aborted) return;
      this.#host.onFatal('cms-projector', error);
    });
    void this.#lookAgain();
    const reachesNow = async () => {
      await this.caughtUp();
      await this.#inTurn(() => this.#compareAgain());
    };
    const onFailure = (error: unknown) => this.#onFailure(error);
    void new Confirming(this.#host, this.#trust, { reachesNow, onFailure }).until(this.#stopping.signal);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
  }

  /** Resolves when everything that stands in the ledgers now is in the read models. */
  async caughtUp(): Promise<void> {
    const end = await this.#host.engines.eventStore.lastPosition(PREFIXES);
    if (end === null || this.#reached >= end) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ position: end, resolve, reject });
    });
  }

  #onFailure(error: unknown): void {
    if (error instanceof EventStoreReplaced) this.#host.onFatal('cms-projector', error);
    else if (isEngineAway(error)) this.#isAway();
  }

  #isAway(): void {
    this.#absences += 1;
    // Where the read models are away, too, nothing can be shown anyway.
    serveAsItWas(this.#host, this.#trust).catch(() => undefined);
  }

  /**
   * Holds the stores against each other if the event store was away: it may have been restored.
   *
   * @throws EventStoreReplaced when what is followed is another history: a new process begins where they part.
   */
  async #compareAgain(): Promise<void> {
    // Taken before: an absence during the comparison asks for another one.
    const absences = this.#absences;
    if (absences === this.#absencesCompared) return;
    const { eventStore, readModels } = this.#host.engines;
    const known = await readModels.checkpoint(LAST_EVENT);
    const isFollowed = known !== null && this.#trust.distrusted.size === 0;
    if (isFollowed && (await positionOf(eventStore, JSON.parse(known) as LastEvent)) === undefined) {
      throw new EventStoreReplaced('The event store does not have what was projected last.');
    }
    await this.#compareAll();
    this.#absencesCompared = absences;
  }

  async #compareAll(): Promise<void> {
    const newest = await newestRuns(this.#keyRing);
    const known = new Set([...this.#tips.keys(), ...newest.keys()]);
    const schools = [...known].filter((school) => !this.#trust.isDistrusted(school));
    for (let at = 0; at < schools.length; at += AT_ONCE) {
      const some = schools.slice(at, at + AT_ONCE);
      await Promise.all(some.map((school) => this.#compare(school, newest.get(school))));
    }
  }

  async #compare(schoolId: string, newest: RunName | undefined): Promise<void> {
    const tips = this.#tips.get(schoolId) ?? NO_TIPS;
    const found = await disagreementOf(this.#host.engines.eventStore, schoolId, tips, newest);
    if (found) await this.#act(schoolId, found);
  }

  /** Somebody may have put the stores right meanwhile, or one of several servers lagged behind. */
  async #lookAgain(): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await pause(LOOK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      for (const school of this.#trust.distrusted.keys()) {
        // What fails here fails for the subscription, too, and is tried again.
        await this.#inTurn(() => this.#compareAtRun(school)).catch(() => undefined);
      }
    }
  }

  /** Batches, and what is projected beside them, one after the other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What is not served, and why, is said once. */
  async #act(schoolId: string, disagreement: Disagreement): Promise<void> {
    const { engines, logger } = this.#host;
    const words = wordsOf(disagreement, schoolId);
    logger.error({ service: 'cms-projector', schoolId, error: 'STORES_DISAGREE', disagreement }, words);
    if (isOfAnotherPast(disagreement)) return this.#trust.distrust(schoolId, words);
    const through = await heldBackThrough(engines.eventStore, schoolId);
    const heldBack = { since: this.#host.now().toISOString(), through };
    this.#heldBack.set(schoolId, heldBack);
    await engines.readModels.write(await holdBack(engines.readModels, schoolId, heldBack));
  }

  /**
   * Where following begins: after the last event that was projected, if the event store has it still; where a store was
   * restored, or an earlier recovery asks for it, with the first event. What is projected already stays as it is.
   */
  async #startAfter(): Promise<Position | null> {
    const { eventStore, readModels } = this.#host.engines;
    const checkpoint = await readModels.checkpoint(CHECKPOINT);
    if (checkpoint === null || this.#trust.distrusted.size > 0) return null;
    const known = await readModels.checkpoint(LAST_EVENT);
    // Earlier versions remembered the position alone.
    if (known === null) return checkpoint;
    const position = await positionOf(eventStore, JSON.parse(known) as LastEvent);
    // Further on than the event is only what nobody wanted.
    return position === undefined ? null : position;
  }

  /** A batch comes again as long as an engine does not answer: the CMS goes on reading what is there. */
  #untilTaken(around: Around, events: RecordedEvent[], checkpoint: Position): Promise<void> {
    const take = async (failures: number) => {
      if (failures > 0) await this.#beginAnew();
      await this.#takeBatch(events, checkpoint);
    };
    const inTurn = (failures: number) =>
      around(() => this.#inTurn(() => unlessHung(this.#host, () => take(failures))));
    return untilTaken(inTurn, {
      signal: this.#stopping.signal,
      passes: isEngineAway,
      onFailure: (error, failures) => {
        if (error instanceof EventStoreUnavailable) this.#isAway();
        this.#host.logger.warn(failedBy(error, failures), 'A batch cannot be projected yet.');
      },
    });
  }

  /** As after a restart: what is in memory may be ahead of what was written. */
  async #beginAnew(): Promise<void> {
    this.#tips = await readAllTips(this.#host.engines.readModels);
    this.#projector = this.#newProjector();
  }

  async #takeBatch(events: RecordedEvent[], checkpoint: Position): Promise<void> {
    await this.#compareAgain();
    for (const school of runsStartedIn(events)) await this.#compareAtRun(school);
    const trusted = events.filter(({ stream }) => !this.#trust.isDistrusted(schoolOf(stream) ?? ''));
    await this.#project(trusted);
    const last = events.at(-1);
    // While a school is passed over, its events must come again after a restart.
    if (this.#trust.distrusted.size === 0) {
      const { readModels } = this.#host.engines;
      if (last) await readModels.saveCheckpoint(LAST_EVENT, JSON.stringify(lastEventOf(last)));
      await readModels.saveCheckpoint(CHECKPOINT, checkpoint);
    }
    await this.#supersede(checkpoint);
    this.#reached = checkpoint;
    const isDone = ({ position }: { position: Position }) => position <= checkpoint;
    for (const waiting of this.#waiting.filter(isDone)) waiting.resolve();
    this.#waiting = this.#waiting.filter((waiting) => !isDone(waiting));
  }

  /**
   * At the beginning of a run, before anything of it is projected. Of the keys the run's own beginning says how they stand:
   * by now they remember it.
   */
  async #compareAtRun(schoolId: string): Promise<void> {
    const { eventStore, readModels } = this.#host.engines;
    const wasDistrusted = this.#trust.isDistrusted(schoolId);
    // Whoever recovered the school wrote them anew.
    const tips = wasDistrusted ? await readTips(readModels, schoolId) : (this.#tips.get(schoolId) ?? NO_TIPS);
    const found = await disagreementOf(eventStore, schoolId, tips, undefined);
    if (found && !wasDistrusted) await this.#act(schoolId, found);
    if (found || !wasDistrusted) return;
    this.#tips.set(schoolId, tips);
    for await (const events of eventsSince(eventStore, schoolId, tips)) await this.#project(events);
    this.#trust.trust(schoolId);
    this.#host.logger.info({ service: 'cms-projector', schoolId }, 'The stores belong together again.');
  }

  async #project(events: readonly RecordedEvent[]): Promise<void> {
    const { readModels } = this.#host.engines;
    const { writes, changes, hidden } = await this.#projector.project(events, this.#heldBack);
    await readModels.write(writes);
    tellHidden(this.#host.logger, hidden);
    if (changes.length > 0) {
      const messages = changes.map((value) => ({ key: value.schoolId, value }));
      await this.#announce(messages);
    }
    // After the documents: it says that they are there.
    await readModels.write(this.#evolveTips(events));
  }

  #evolveTips(events: readonly RecordedEvent[]) {
    const changed = new Set<string>();
    for (const event of events) {
      const school = schoolOf(event.stream);
      if (school === undefined) continue;
      const before = this.#tips.get(school) ?? NO_TIPS;
      const tips = evolveTips(before, event);
      if (tips === before) continue;
      this.#tips.set(school, tips);
      changed.add(school);
    }
    return [...changed].map((school) => writeOfTips(school, this.#tips.get(school) ?? NO_TIPS));
  }

  /** Removes what earlier versions left as soon as this one holds all that stood in the ledgers when it was started. */
  async #supersede(reached: Position): Promise<void> {
    if (this.#supersedesAt === null || reached < this.#supersedesAt) return;
    await removeOlderVersions(this.#host.engines.readModels);
    this.#supersedesAt = null;
  }

  /** The CMS goes on reading while the bus is away: announcing is tried until it succeeds, or the service stops. */
  async #announce(messages: readonly OutgoingMessage[]): Promise<void> {
    const { engines, logger } = this.#host;
    const onFailure = (error: unknown, failures: number) =>
      logger.warn(failedBy(error, failures), 'Changes cannot be announced yet.');
    await publishUntilTaken(engines.bus, TOPICS.cmsChanges, messages, this.#stopping.signal, onFailure);
  }
}

const failedBy = (error: unknown, failures: number) => ({
  service: 'cms-projector',
  error: errorClass(error),
  failures,
});

const runsStartedIn = (events: readonly RecordedEvent[]): Set<string> =>
  new Set(
    events.flatMap(({ type, stream }) => (type === SyncRunStarted.type ? (schoolOf(stream) ?? []) : [])),
  );
