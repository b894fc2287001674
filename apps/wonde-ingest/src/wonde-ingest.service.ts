import type { ServiceHost } from '@gatehouse/platform';
import type { SuspensionLimits } from '@gatehouse/policy';
import { KeyRing } from '@gatehouse/privacy';
import type { WondeClient } from '@gatehouse/wonde';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import pLimit from 'p-limit';
import { destroyDeadRunKeys } from './runs/destroy-dead-run-keys.js';
import { ClosingsFollower } from './runs/closings-follower.js';
import { engineProblem } from './runs/engine-problem.js';
import { sweepRunKeys } from './runs/sweep-run-keys.js';
import { HiddenLedgers } from './restrictions/hidden-ledgers.js';
import { LookAgainFollower, tellWhoIsBehind } from './restrictions/look-again-follower.js';
import { seedKnownSchools } from './restrictions/seed-known-schools.js';
import type { SyncRequests } from './requests/open-requests.js';
import { KnownSchools } from './schools/known-schools.js';
import type { ListedSchool } from './schools/list-schools.js';
import { listSchools, unlistedSchool } from './schools/list-schools.js';
import { problemOf } from './schools/refusal-problem.js';
import type { RunProblem, SchoolResult } from './schools/school-result.js';
import { SchoolTurns } from './schools/school-turns.js';
import { syncSchool } from './schools/sync-school.js';

export interface WondeIngestOptions {
  client: WondeClient;
  /** Schools synchronised at the same time, those that were asked for among them. */
  schoolsAtOnce: number;
  runDeadlineMs: number;
  /** After how long a school, or a kind, is not served any more; as whoever serves has it. */
  limits: SuspensionLimits;
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
  readonly #lookAgain = new LookAgainFollower();
  readonly #hidden = new HiddenLedgers();
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #turns: SchoolTurns;

  constructor(host: ServiceHost, options: WondeIngestOptions) {
    this.#host = host;
    this.#options = options;
    this.#turns = new SchoolTurns(options.schoolsAtOnce);
    this.#keyRing = new KeyRing(host.engines.keyStore, host.engines.masterKey);
  }

  async onModuleInit(): Promise<void> {
    const onDeath = (error: unknown) => this.#host.onFatal('wonde-ingest', error);
    const { engines, instance } = this.#host;
    await destroyDeadRunKeys(engines.eventStore, this.#keyRing, this.#host.now(), instance);
    await this.#follower.start(engines.eventStore, onDeath);
    await this.#lookAgain.start(engines.eventStore, engines.bus, onDeath);
    await this.#hidden.start(engines.eventStore, engines.bus, onDeath);
    void this.#keep(this.#lookAgainAtStart());
    void this.#keep(sweepRunKeys(this.#host, this.#keyRing, this.#stop.signal));
  }

  /** Stops open runs: they are recorded as failed, and the next start begins with new ones. */
  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#running]);
    await this.#follower.stop();
    await this.#lookAgain.stop();
    await this.#hidden.stop();
  }

  /** What was decided or read while this service was down acts now, whether or not Wonde answers. */
  async #lookAgainAtStart(): Promise<void> {
    const { eventStore, bus } = this.#host.engines;
    try {
      const known = await new KnownSchools(eventStore).read();
      await seedKnownSchools(this.#host, known, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      await this.#hidden.learn(eventStore, known);
      await tellWhoIsBehind(eventStore, bus, known, this.#stop.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#host.onFatal('wonde-ingest', error);
    }
  }

  /**
   * One run of every approved school, a few schools at a time. Trouble of one school does not touch the others; an engine
   * that does not answer is a problem of all.
   */
  syncAll(): Promise<SyncResult> {
    return this.#keep(
      this.#syncAll().catch((error: unknown) => {
        const problem = engineProblem(error);
        if (!problem) throw error;
        return { schools: [], problem };
      }),
    );
  }

  /**
   * One run of each school whose request is still open when its turn comes, beside what `syncAll` is at.
   *
   * @param requests for each school the revision of the last `SyncRequested`.
   * @returns only those schools for which something was tried.
   */
  syncRequested(requests: SyncRequests): Promise<SyncResult> {
    return this.#keep(this.#syncRequested(requests));
  }

  /** Remembers the work until it has ended: stopping waits for it. */
  #keep<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = () => this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  async #syncAll(): Promise<SyncResult> {
    const listed = await this.#listed();
    if (!listed.ok) return { schools: [], problem: problemOf(listed.refusal) };
    // A few take their turns at a time: so a school that is asked for meanwhile comes after those, not after all.
    const limit = pLimit(this.#options.schoolsAtOnce);
    return resultOf(await Promise.all(listed.value.map((school) => limit(() => this.#syncSchool(school)))));
  }

  async #syncRequested(requests: SyncRequests): Promise<SyncResult> {
    const listed = await this.#listed();
    if (!listed.ok) return { schools: [], problem: problemOf(listed.refusal) };
    const schools = [...requests].map(([id, request]) => {
      const school = listed.value.find((each) => each.school.id === id) ?? unlistedSchool(id);
      return this.#syncSchool(school, request);
    });
    return resultOf(await Promise.all(schools));
  }

  async #listed() {
    const known = await new KnownSchools(this.#host.engines.eventStore).read();
    const listed = await listSchools(this.#options.client, known, this.#stop.signal);
    if (listed.ok && listed.leftOut > 0) {
      const fields = { service: 'wonde-ingest', rows: listed.leftOut };
      this.#host.logger.warn(fields, 'Schools whose id cannot be used were left out of the list.');
    }
    return listed;
  }

  #syncSchool(listed: ListedSchool, request?: number): Promise<SchoolResult | undefined> {
    const tools = { ...this.#options, host: this.#host, keyRing: this.#keyRing, follower: this.#follower };
    return this.#turns.take(listed.school.id, () => syncSchool(tools, listed, this.#stop.signal, request));
  }
}

const resultOf = (schools: (SchoolResult | undefined)[]): SyncResult => ({
  schools: schools.filter((result) => result !== undefined),
});
