import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docker, writtenOutside } from '@gatehouse/containers';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { Watched } from '../../testing/cluster/progress.js';
import type { SecretName } from '../../testing/containers/containers.js';
import { Containers } from '../../testing/containers/containers.js';
import type { Measured } from '../../testing/containers/measured.js';
import { measured, measuredTable } from '../../testing/containers/measured.js';
import { everySort } from '../../testing/every-sort.js';
import { Gate } from '../../testing/gate.js';
import { SERVICES } from '../testing/service-process.js';

const WORLD = { seed: 31, schools: 3, pupils: 60 };
const ENGINES = ['kafka', 'mongodb', 'eventstore'];
const EVERYBODY = [...SERVICES, 'sandbox', ...ENGINES];
const USER = '10001';
const RESTRICTED = {
  ReadonlyRootfs: true,
  Privileged: false,
  CapAdd: null,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges:true'],
};
/** Who may read which secrets; the engines none. */
const READ_BY: { [name: string]: SecretName[] } = {
  ...Object.fromEntries(SERVICES.map((name) => [name, ['master-key']])),
  'wonde-ingest': ['master-key', 'wonde-token'],
  'cms-projector': ['cms-api-key', 'master-key'],
  sandbox: ['wonde-token'],
};
/** How many people of a kind a round changes. */
const CHANGED = 5;
/** Long enough to see a line, and to kill a container, on a busy machine. */
const KEPT_WAITING_S = 15;

let gate: Gate;
let containers: Containers;
let secrets: Record<SecretName, string>;
let first: Measured[];
beforeAll(async () => {
  gate = await Gate.open({ world: generateWorld(WORLD) });
  containers = Containers.open(gate, { world: WORLD });
  await containers.up();
  secrets = await containers.secrets();
  first = await measured(containers);
});
afterAll(async () => {
  try {
    process.stderr.write(`\n${measuredTable(first, await measured(containers))}\n`);
  } finally {
    await containers.down();
    await gate.close();
  }
});

async function expectTheSame(): Promise<void> {
  const found = await containers.comparable();
  for (const id of containers.schools)
    expect({ id, ...found[id] }).toEqual({ id, ...(await gate.comparable(id)) });
}

describe('five services in containers', () => {
  it('come to the ledgers and documents of one process on files', async () => {
    expect(containers.schools).toHaveLength(3);
    await gate.sync();
    await containers.atRest(0);
    await expectTheSame();
  });

  it('serve the CMS API to who has its key', async () => {
    const address = `http://${await containers.composed.published('cms-projector', 4080)}/v1/schools`;
    const headers = { authorization: `Bearer ${secrets['cms-api-key']}` };
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers })).status).toBe(200);
  });

  it('are looked into by the command line in a container of its own', async () => {
    const printed = await containers.composed.run('gatehouse', ['schools']);
    for (const id of containers.schools) expect(printed).toContain(id);
  });

  it.each(SERVICES.map((name, nth) => ({ name, nth })))(
    '$name, killed in the middle of a run and started again, changes nothing in the outcome',
    async ({ name, nth }) => {
      const { schools, composed } = containers;
      const school = schools[nth % schools.length] ?? '';
      await changeEverySort(school, nth);
      // What an order forbids may lag one run behind its child's withdrawal: both sides come to rest.
      await gate.sync();
      await gate.sync();
      const watched = await Watched.from(gate.sandbox, containers.look.eventStore);
      await containers.keepWaiting(school, KEPT_WAITING_S);
      await containers.synchronise(async () => {
        await watched.reached({ lines: 1 });
        await composed.docker('kill', name);
        const { completedRuns } = watched;
        await composed.docker('start', name);
        // Otherwise nothing was interrupted.
        expect(completedRuns).toBeLessThan(schools.length);
      });
      await watched.end();
      await containers.synchronise();
      await expectTheSame();
    },
  );
});

/** Each round changes other people, and takes back another permission where it comes to a school for the second time. */
async function changeEverySort(school: string, round: number): Promise<void> {
  const { students, contacts, employees } = gate.sandbox.control.people(school);
  const others = {
    students: students.filter(({ deleted }) => !deleted),
    contacts: contacts.slice(round * CHANGED),
    employees,
  };
  const label = round < containers.schools.length ? 'Contacts telephone' : 'Employees telephone';
  for (const change of everySort(others, CHANGED, label)) await containers.change(school, change);
}

describe.each(EVERYBODY)('the container of %s', (name) => {
  it('is nobody in particular, and may do nothing beyond that', async () => {
    const { Config, HostConfig } = await containers.composed.inspect(name);
    expect({ user: Config.User, ...HostConfig }).toMatchObject({ user: `${USER}:${USER}`, ...RESTRICTED });
    const processes = (await containers.composed.docker('top', name)).trim().split('\n').slice(1);
    expect(processes.map((line) => line.split(/\s+/)[0])).toEqual(processes.map(() => USER));
    expect(processes.length).toBeGreaterThan(0);
  });

  it('has written nothing outside its volumes', async () => {
    const diff = await containers.composed.docker('diff', name);
    // Docker itself has made the place for its first process.
    expect(diff).toContain('docker-init');
    expect(writtenOutside(diff, await containers.composed.inspect(name))).toEqual([]);
  });

  it('can read the secrets that it needs, and no other', async () => {
    const { Mounts } = await containers.composed.inspect(name);
    const found = Mounts.filter(({ Destination }) => Destination.startsWith('/run/secrets'));
    const wanted = (READ_BY[name] ?? []).map((secret) => ({
      Destination: `/run/secrets/${secret}`,
      RW: false,
    }));
    expect(found.map(({ Destination, RW }) => ({ Destination, RW })).sort(byDestination)).toEqual(wanted);
  });

  it('shows no secret: not in its configuration, image, environment or log', async () => {
    const { composed } = containers;
    const { Id, Image } = await composed.inspect(name);
    const places = {
      configuration: await docker('inspect', Id),
      image: await docker('image', 'inspect', Image),
      history: await docker('history', '--no-trunc', Image),
      environment: await docker('exec', Id, 'cat', '/proc/1/environ'),
      log: await composed.logs(name),
    };
    expectNoSecretIn(places);
    // They are indeed what was asked for.
    expect(places.configuration).toContain(Id);
    expect(places.environment).toContain('PATH=');
  });
});

type Mount = { Destination: string };
const byDestination = (one: Mount, other: Mount) => (one.Destination < other.Destination ? -1 : 1);

function expectNoSecretIn(places: { [place: string]: string }): void {
  for (const [place, text] of Object.entries(places)) {
    for (const [secret, value] of Object.entries(secrets)) {
      expect({ place, secret, isShown: text.includes(value) }).toEqual({ place, secret, isShown: false });
    }
  }
}

describe('the container of secrets', () => {
  it('has made those that were not there, and left the one that was', () => {
    expect(secrets['master-key']).toBe(gate.directory.masterKey.toString('hex'));
    const made = [secrets['cms-api-key'], secrets['wonde-token']];
    for (const secret of made) expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Object.values(secrets)).size).toBe(3);
  });

  it('leaves them to one user', async () => {
    const places = Object.keys(secrets).flatMap((name) => [
      `/run/secrets/${name}`,
      `/run/secrets/${name}/value`,
    ]);
    const found = await containers.composed.run('secrets', ['-c', '%u %a', ...places], { program: 'stat' });
    const [folder, file] = [`${USER} 700`, `${USER} 400`];
    expect(found.trim().split('\n')).toEqual([folder, file, folder, file, folder, file]);
  });

  it('is nobody in particular, reaches nobody, shows no secret and writes only to their volumes', async () => {
    const { composed } = containers;
    const ended = await composed.inspect('secrets');
    expect({ user: ended.Config.User, ...ended.HostConfig }).toMatchObject({
      user: `${USER}:${USER}`,
      NetworkMode: 'none',
      ...RESTRICTED,
    });
    const diff = await composed.docker('diff', 'secrets');
    expect(diff).toContain('docker-init');
    expect(writtenOutside(diff, ended)).toEqual([]);
    const log = await composed.logs('secrets');
    expect(log).toContain('Made /run/secrets/cms-api-key/value');
    expect(log).not.toContain('master-key');
    const configuration = await docker('inspect', ended.Id);
    expectNoSecretIn({
      configuration,
      log,
      image: await docker('image', 'inspect', ended.Image),
      history: await docker('history', '--no-trunc', ended.Image),
    });
    expect(configuration).toContain(ended.Id);
  });

  it('keeps all when everything is brought up once more', async () => {
    const { composed } = containers;
    const before = await composed.inspect('secrets');
    await containers.upAgain();
    const { Id, State } = await composed.inspect('secrets');
    // It ran again indeed.
    expect({ Id, exitCode: State.ExitCode }).toEqual({ Id: before.Id, exitCode: 0 });
    expect(Date.parse(State.StartedAt)).toBeGreaterThan(Date.parse(before.State.StartedAt));
    expect(await containers.secrets()).toEqual(secrets);
  });
});

/** Prints what lies in an image: its services, its packages, and files that only development needs. */
const INVENTORY = `
  const { globSync, readdirSync } = require('node:fs');
  const list = (pattern) => globSync(pattern, { cwd: '/gatehouse' });
  const unwanted = ['**/{*.map,*.ts,.npmrc,.env,package-lock.json}', '{apps,libs}/**/*.spec.js'];
  process.stdout.write(JSON.stringify({ apps: readdirSync('/gatehouse/apps'), packages: list('node_modules/{*,@*/*}'),
    code: list('libs/*/dist/index.js'), unwanted: list(unwanted) }));
`;

describe.each(SERVICES)('the image of %s', (name) => {
  it('holds this service and what it needs, and nothing for development', async () => {
    const { Id } = await containers.composed.inspect(name);
    const found = JSON.parse(await docker('exec', Id, 'node', '-e', INVENTORY)) as {
      [what: string]: string[];
    };
    expect(found['apps']).toEqual([name]);
    expect(found['packages']).toContain('node_modules/kafkajs');
    expect(found['code']).toContain('libs/process/dist/index.js');
    for (const absent of ['jest', 'typescript', '@swc/core', 'testcontainers', '@faker-js/faker', 'nx']) {
      expect(found['packages']).not.toContain(`node_modules/${absent}`);
    }
    expect(found['unwanted']).toEqual([]);
  });
});
