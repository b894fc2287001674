import type { AddOn } from '@gatehouse/schemas';
import { closingsStream, syncStream } from '@gatehouse/schemas';
import { readStream } from '../read-ledgers.js';
import type { Engines } from '@gatehouse/service';
import { comparableSchools } from '../comparable-schools.js';
import type { Gate } from '../gate.js';
import type { ServiceName } from '../../src/testing/service-process.js';
import { SERVICES, ServiceProcess } from '../../src/testing/service-process.js';
import type { ClusterEngines } from '../../src/testing/cluster-engines.js';
import { startClusterEngines } from '../../src/testing/cluster-engines.js';
import { atRest, completedRuns } from './at-rest.js';
import { KafkaGroups } from './kafka-groups.js';

/** Five services as five processes on EventStoreDB, Kafka and MongoDB, beside a gate on files with the same master key. */
export class Cluster {
  readonly #processes: ServiceProcess[] = [];

  private constructor(
    readonly gate: Gate,
    readonly engines: ClusterEngines,
    readonly groups: KafkaGroups,
  ) {}

  static async open(gate: Gate): Promise<Cluster> {
    const engines = await startClusterEngines();
    return new Cluster(gate, engines, await KafkaGroups.on(engines.kafka));
  }

  get schools(): string[] {
    const { control } = this.gate.sandbox;
    return control.schools().flatMap(({ id, state }) => (state === 'approved' ? [id] : []));
  }

  /** Starts a process, as an orchestrator does: under the name of its instance. */
  start(name: ServiceName, instance = 'first'): ServiceProcess {
    const { directory, sandbox } = this.gate;
    const started = new ServiceProcess(name, {
      ...this.engines.environment,
      GATEHOUSE_MASTER_KEY: directory.masterKey.toString('hex'),
      GATEHOUSE_CMS_API_KEY: directory.apiKey,
      GATEHOUSE_INSTANCE: instance,
      GATEHOUSE_HEALTH_PORT: '0',
      GATEHOUSE_PORT: '0',
      GATEHOUSE_SYNC_EVERY: '0',
      WONDE_URL: sandbox.url,
      WONDE_TOKEN: sandbox.token,
    });
    this.#processes.push(started);
    return started;
  }

  /** Starts every service but the one that synchronises. */
  async startListeners(instance?: string): Promise<Map<ServiceName, ServiceProcess>> {
    const names = SERVICES.filter((name) => name !== 'wonde-ingest');
    const started = new Map(names.map((name) => [name, this.start(name, instance)]));
    for (const service of started.values()) await service.said('Started.');
    return started;
  }

  /** How many runs of the schools have ended as completed. */
  completedRuns(): Promise<number> {
    return completedRuns(this.#look, this.schools);
  }

  /** Resolves when every school has a completed run at its end, so many of all schools together, and all is projected. */
  atRest(completed: number): Promise<void> {
    return atRest(this.#look, this.schools, completed, () => this.lastWords());
  }

  /** Whether the school's newest run has not been closed in this ledger yet. */
  async isOpenIn(schoolId: string, addOn: AddOn): Promise<boolean> {
    const { eventStore } = this.engines.look;
    const last = await eventStore.readLast(closingsStream(schoolId, addOn));
    const runs = await readStream(this.#look, syncStream(schoolId));
    const newest = runs.findLast(({ type }) => type === 'SyncRunStarted');
    return Number(last?.data['run'] ?? -1) < (newest?.revision ?? -1);
  }

  comparable() {
    return comparableSchools(this.#look, this.schools);
  }

  /** The last lines of every process's log, for the message of a spec that fails. */
  lastWords(): { [name: string]: string[] } {
    return Object.fromEntries(
      this.#processes.map(({ name, stderr }, n) => [`${n} ${name}`, stderr.trim().split('\n').slice(-3)]),
    );
  }

  /** How all processes that still run end when they are asked to stop: the exit code, or the signal. */
  async stopAll(): Promise<(number | NodeJS.Signals | null)[]> {
    const running = this.#processes.filter(({ isRunning }) => isRunning);
    return Promise.all(running.map((service) => service.stopped()));
  }

  async close(): Promise<void> {
    for (const service of this.#processes) await service.stopped('SIGKILL');
    await this.groups.close();
    await this.engines.stop();
  }

  get #look(): Engines {
    const { masterKey } = this.gate.directory;
    // Nobody here looks into the bus.
    return { ...this.engines.look, masterKey, bus: undefined as never };
  }
}
