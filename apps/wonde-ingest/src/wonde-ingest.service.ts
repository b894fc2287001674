import { setTimeout as pause } from 'node:timers/promises';
import { redeliveryPause } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/service';
import { errorClass, isEngineAway, knownSchools } from '@gatehouse/service';
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
import type { SyncRequests } from './requests/pending-requests.js';
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
    await this.#follower.start(this.#host, onDeath);
    await this.#lookAgain.start(this.#host, onDeath);
    await this.#hidden.start(this.#host, onDeath);
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
    const { signal } = this.#stop;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await this.#tellWhoIsBehind();
      } catch (error) {
        if (signal.aborted) return;
        if (!isEngineAway(error)) return this.#host.onFatal('wonde-ingest', error);
        this.#host.logger.warn(
          { error: errorClass(error), failures },
          'Who is behind cannot be looked up yet.',
        );
        await pause(redeliveryPause(failures), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #tellWhoIsBehind(): Promise<void> {
    const { eventStore, bus } = this.#host.engines;
    const { signal } = this.#stop;
    const known = await knownSchools(eventStore);
    await seedKnownSchools(this.#host, known, signal);
    if (signal.aborted) return;
    await this.#hidden.learn(eventStore, known);
    await tellWhoIsBehind(eventStore, bus, known, signal);
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
    return resultOf(await Promise.all(listed.schools.map((school) => limit(() => this.#syncSchool(school)))));
  }

  async #syncRequested(requests: SyncRequests): Promise<SyncResult> {
    const listed = await this.#listed();
    if (!listed.ok) return { schools: [], problem: problemOf(listed.refusal) };
    const schools = [...requests].map(([id, request]) => {
      const school =
        listed.schools.find((each) => each.school.id === id) ?? unlistedSchool(id, listed.notRead);
      return this.#syncSchool(school, request);
    });
    return resultOf(await Promise.all(schools));
  }

  async #listed() {
    const known = await knownSchools(this.#host.engines.eventStore);
    const listed = await listSchools(this.#options.client, known, this.#stop.signal);
    if (!listed.ok) return listed;
    const { leftOut: rows, notRead } = listed;
    const warn = (fields: object, message: string) =>
      this.#host.logger.warn({ service: 'wonde-ingest', ...fields }, message);
    if (rows > 0) warn({ rows }, 'Schools whose id cannot be used were left out of the list.');
    if (notRead.length > 0) warn({ lists: notRead }, 'Lists of schools could not be read in time.');
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
