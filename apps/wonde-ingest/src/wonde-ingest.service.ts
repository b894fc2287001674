import type { ServiceHost } from '@gatehouse/platform';
import { KeyRing } from '@gatehouse/privacy';
import type { WondeClient } from '@gatehouse/wonde';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import pLimit from 'p-limit';
import { destroyDeadRunKeys } from './runs/destroy-dead-run-keys.js';
import { ClosingsFollower } from './runs/closings-follower.js';
import { KnownSchools } from './schools/known-schools.js';
import { listSchools } from './schools/list-schools.js';
import { problemOf } from './schools/refusal-problem.js';
import type { RunProblem, SchoolResult } from './schools/school-result.js';
import { syncSchool } from './schools/sync-school.js';

export interface WondeIngestOptions {
  client: WondeClient;
  /** Schools synchronised at the same time. */
  schoolsAtOnce: number;
  runDeadlineMs: number;
}

export interface SyncResult {
  schools: SchoolResult[];
  /** Why no school could be synchronised at all. */
  problem?: RunProblem;
}

/** Synchronises the schools that approved the app, one run a school at a time. */
@Injectable()
export class WondeIngestService implements OnModuleInit, OnApplicationShutdown {
  readonly #host: ServiceHost;
  readonly #options: WondeIngestOptions;
  readonly #keyRing: KeyRing;
  readonly #follower = new ClosingsFollower();
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(host: ServiceHost, options: WondeIngestOptions) {
    this.#host = host;
    this.#options = options;
    this.#keyRing = new KeyRing(host.engines.keyStore, host.engines.masterKey);
  }

  async onModuleInit(): Promise<void> {
    const onDeath = (error: unknown) => this.#host.onFatal('wonde-ingest', error);
    const { engines, instance } = this.#host;
    await destroyDeadRunKeys(engines.eventStore, this.#keyRing, instance, this.#host.now());
    await this.#follower.start(engines.eventStore, onDeath);
  }

  /** Stops open runs: they are recorded as failed, and the next start begins with new ones. */
  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#running]);
    await this.#follower.stop();
  }

  /** One run of every approved school, a few schools at a time. Trouble of one school does not touch the others. */
  syncAll(): Promise<SyncResult> {
    const work = this.#syncAll();
    this.#running.add(work);
    const forget = () => this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  async #syncAll(): Promise<SyncResult> {
    const { eventStore } = this.#host.engines;
    const known = await new KnownSchools(eventStore).read();
    const listed = await listSchools(this.#options.client, known, this.#stop.signal);
    if (!listed.ok) return { schools: [], problem: problemOf(listed.refusal) };
    const limit = pLimit(this.#options.schoolsAtOnce);
    const tools = { ...this.#options, host: this.#host, keyRing: this.#keyRing, follower: this.#follower };
    const schools = await Promise.all(
      listed.value.map((school) => limit(() => syncSchool(tools, school, this.#stop.signal))),
    );
    return { schools };
  }
}
