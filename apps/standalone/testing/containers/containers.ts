import { fileURLToPath } from 'node:url';
import { Composed } from '@gatehouse/containers';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import type { Engines } from '@gatehouse/service';
import { openMongodbKeyStore } from '@gatehouse/privacy/mongodb';
import { openMongodbReadModels } from '@gatehouse/read-models/mongodb';
import type { Change } from '@gatehouse/wonde-sandbox';
import { atRest, completedRuns } from '../cluster/at-rest.js';
import { comparableSchools } from '../comparable-schools.js';
import type { Gate } from '../gate.js';
import { SERVICES } from '../../src/testing/service-process.js';

const FILES = ['compose.offline.yaml', 'compose.test.yaml'];
const STARTS_WITHIN_S = 240;
/** Their volumes, which lie below this folder in the containers. */
const SECRETS = ['master-key', 'cms-api-key', 'wonde-token'] as const;
const SECRETS_FOLDER = '/run/secrets';

export type SecretName = (typeof SECRETS)[number];

export interface ContainersOptions {
  /** The same world in the sandbox's container as the gate has. */
  world: { seed: number; schools: number; pupils: number };
}

/** The five services in containers on the engines of compose.offline.yaml, beside a gate with the same master key. */
export class Containers {
  #engines: (Omit<Engines, 'bus' | 'masterKey'> & { close(): Promise<void> }) | undefined;

  private constructor(
    readonly gate: Gate,
    readonly composed: Composed,
  ) {}

  static open(gate: Gate, { world }: ContainersOptions): Containers {
    const composed = new Composed({
      files: FILES.map((file) => fileURLToPath(new URL(`../../../../docker/${file}`, import.meta.url))),
      project: `gatehouse-test-${process.pid}`,
      environment: {
        GATEHOUSE_SYNC_EVERY: '0',
        // Free ports.
        GATEHOUSE_CMS_PORT: '',
        GATEHOUSE_SANDBOX_PORT: '',
        WORLD_SEED: String(world.seed),
        WORLD_SCHOOLS: String(world.schools),
        WORLD_PUPILS: String(world.pupils),
      },
    });
    return new Containers(gate, composed);
  }

  /** Puts in the gate's master key, as an operator puts in one from a backup, and starts all; the other secrets are made then. */
  async up(): Promise<void> {
    const masterKey = this.gate.directory.masterKey.toString('hex');
    const putIn = `umask 377 && cat >${SECRETS_FOLDER}/master-key/value`;
    await this.composed.run('secrets', ['-c', putIn], { program: 'sh', input: masterKey });
    await this.upAgain();
    const eventStore = openEventStoreDb({
      connection: `esdb://${await this.composed.published('eventstore', 2113)}?tls=false`,
      insecure: true,
    });
    const mongodb = await this.composed.published('mongodb', 27_017);
    const database = (name: string) => ({ address: `mongodb://${mongodb}/${name}`, insecure: true });
    const keyStore = await openMongodbKeyStore(database('gatehouse-keys'));
    const readModels = await openMongodbReadModels(database('gatehouse-read-models'));
    const close = async () => {
      for (const engine of [eventStore, keyStore, readModels]) await engine.close();
    };
    this.#engines = { eventStore, keyStore, readModels, close };
  }

  /** What `docker compose up` does where all is up, or some of it. */
  async upAgain(): Promise<void> {
    await this.composed.up(STARTS_WITHIN_S);
  }

  async down(): Promise<void> {
    await this.#engines?.close();
    await this.composed.down();
  }

  /** What must be found nowhere else, by name. */
  async secrets(): Promise<Record<SecretName, string>> {
    const files = SECRETS.map((name) => `${SECRETS_FOLDER}/${name}/value`);
    const print = `for (const file of process.argv.slice(1)) console.log(fs.readFileSync(file, 'utf8'))`;
    const printed = await this.composed.run('secrets', ['-e', print, ...files], { program: 'node' });
    const [masterKey = '', cmsApiKey = '', wondeToken = ''] = printed.split('\n');
    return { 'master-key': masterKey, 'cms-api-key': cmsApiKey, 'wonde-token': wondeToken };
  }

  get schools(): string[] {
    const { control } = this.gate.sandbox;
    return control.schools().flatMap(({ id, state }) => (state === 'approved' ? [id] : []));
  }

  get look(): Engines {
    if (!this.#engines) throw new Error('The containers are not up.');
    // Nobody here looks into the bus.
    return { ...this.#engines, masterKey: this.gate.directory.masterKey, bus: undefined as never };
  }

  /** The same change at the source of the containers and of the gate. */
  async change(school: string, change: Change): Promise<void> {
    this.gate.sandbox.control.change(school, change);
    await this.#tellSandbox('POST', 'changes', { school, change });
  }

  /** Once, the containers' source has the school's events only after this long: its run stays open meanwhile. */
  async keepWaiting(school: string, seconds: number): Promise<void> {
    const fault = { school, resource: 'events', status: 429, retryAfter: seconds, times: 1 };
    await this.#tellSandbox('DELETE', 'faults');
    await this.#tellSandbox('POST', 'faults', fault);
  }

  /** Resolves when each school has one more completed run than `before`, and all is projected. */
  async atRest(before: number): Promise<void> {
    let words: unknown;
    const lastWords = () => words;
    try {
      await atRest(this.look, this.schools, before + this.schools.length, lastWords);
    } catch (error) {
      words = await this.lastWords();
      throw new Error(`${(error as Error).message} ${JSON.stringify(words)}`, { cause: error });
    }
  }

  completedRuns(): Promise<number> {
    return completedRuns(this.look, this.schools);
  }

  /** Has the services synchronise every school once more; `meanwhile` disturbs them. */
  async synchronise(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    const before = await this.completedRuns();
    await this.composed.docker('restart', 'wonde-ingest');
    await meanwhile();
    await this.atRest(before);
  }

  comparable() {
    return comparableSchools(this.look, this.schools);
  }

  /** The last lines of each service's log. */
  async lastWords(): Promise<{ [service: string]: string[] }> {
    const words = SERVICES.map(async (name) => {
      const log = await this.composed.logs(name);
      return [name, log.trim().split('\n').slice(-3)] as const;
    });
    return Object.fromEntries(await Promise.all(words));
  }

  async #tellSandbox(method: string, what: string, body?: object): Promise<void> {
    const sandbox = await this.composed.published('sandbox', 4100);
    const answer = await fetch(`http://${sandbox}/control/${what}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The sandbox refused ${what}: ${answer.status} ${await answer.text()}`);
  }
}
