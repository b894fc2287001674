import { STREAM_PREFIXES, TOPICS } from '@gatehouse/contracts';
import type { Position, RecordedEvent, Subscription } from '@gatehouse/event-store';
import type { OutgoingMessage } from '@gatehouse/message-bus';
import { publishUntilTaken } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/platform';
import { errorClass } from '@gatehouse/platform';
import { KeyRing } from '@gatehouse/privacy';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { CHECKPOINT } from '../collections.js';
import { tellHidden } from '../project-hidden/tell-hidden.js';
import { Projector } from './projector.js';
import { removeOlderVersions } from './remove-older-versions.js';

const PREFIXES = [STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync, STREAM_PREFIXES.hidden];

/**
 * Follows the ledgers and keeps the read models up to them. Every batch is written, announced, and only then
 * remembered: after a crash it comes again and changes nothing.
 */
@Injectable()
export class ProjectorService implements OnModuleInit, OnApplicationShutdown {
  readonly #host: ServiceHost;
  readonly #projector: Projector;
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;
  #reached: Position = '';
  /** When it has come this far, nobody needs what earlier versions left; null when that is removed, or nothing is there. */
  #supersedesAt: Position | null = null;
  #waiting: { position: Position; resolve: () => void; reject: (error: unknown) => void }[] = [];

  constructor(host: ServiceHost) {
    this.#host = host;
    const { readModels, keyStore, masterKey } = host.engines;
    this.#projector = new Projector({ readModels, keyRing: new KeyRing(keyStore, masterKey), masterKey });
  }

  async onModuleInit(): Promise<void> {
    const { eventStore, readModels } = this.#host.engines;
    const after = await readModels.checkpoint(CHECKPOINT);
    this.#reached = after ?? '';
    this.#supersedesAt = await eventStore.lastPosition(PREFIXES);
    await this.#supersede(this.#reached);
    const onBatch = (events: RecordedEvent[], checkpoint: Position) => this.#project(events, checkpoint);
    this.#subscription = eventStore.subscribe({ prefixes: PREFIXES, after, onBatch });
    this.#subscription.ended.catch((error: unknown) => {
      for (const { reject } of this.#waiting) reject(error);
      if (this.#stopping.signal.aborted) return;
      this.#host.onFatal('cms-projector', error);
    });
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

  async #project(events: RecordedEvent[], checkpoint: Position): Promise<void> {
    const { readModels } = this.#host.engines;
    const { writes, changes, hidden } = await this.#projector.project(events);
    await readModels.write(writes);
    tellHidden(this.#host.logger, hidden);
    if (changes.length > 0) {
      const messages = changes.map((value) => ({ key: value.schoolId, value }));
      await this.#announce(messages);
    }
    await readModels.saveCheckpoint(CHECKPOINT, checkpoint);
    await this.#supersede(checkpoint);
    this.#reached = checkpoint;
    const isDone = ({ position }: { position: Position }) => position <= checkpoint;
    for (const waiting of this.#waiting.filter(isDone)) waiting.resolve();
    this.#waiting = this.#waiting.filter((waiting) => !isDone(waiting));
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
    const onFailure = (error: unknown, failures: number) => {
      const fields = { service: 'cms-projector', error: errorClass(error), failures };
      logger.warn(fields, 'Changes cannot be announced yet.');
    };
    await publishUntilTaken(engines.bus, TOPICS.cmsChanges, messages, this.#stopping.signal, onFailure);
  }
}
