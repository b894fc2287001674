import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const OUTPUT_BYTES = 64 * 1024 * 1024;

export interface ComposeFiles {
  /** The files, later ones over earlier ones. */
  files: readonly string[];
  /** Names this installation among others on the machine. */
  project: string;
  /** Variables of the compose files. */
  environment: { [variable: string]: string };
}

/** What `docker inspect` says of a container, as far as it is of interest here. */
export interface Container {
  Id: string;
  Image: string;
  State: { StartedAt: string; ExitCode: number };
  Config: { User: string; Env: string[] };
  HostConfig: {
    ReadonlyRootfs: boolean;
    Privileged: boolean;
    CapAdd: string[] | null;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
    NetworkMode: string;
    Tmpfs?: { [path: string]: string };
  };
  Mounts: { Destination: string; RW: boolean }[];
}

/** An installation that Docker Compose started. */
export class Composed {
  constructor(readonly compose: ComposeFiles) {}

  /** Starts everything, and resolves when all that has a health check is healthy. */
  async up(withinSeconds: number): Promise<void> {
    await this.#compose([
      ...['up', '--detach', '--no-build'],
      ...['--wait', '--wait-timeout', String(withinSeconds)],
    ]);
  }

  async down(): Promise<void> {
    await this.#compose(['down', '--volumes', '--timeout', '2']);
  }

  /** Where a service's port is published: `host:port`. */
  async published(service: string, port: number): Promise<string> {
    return (await this.#compose(['port', service, String(port)])).trim();
  }

  async containerOf(service: string): Promise<string> {
    return (await this.#compose(['ps', '--all', '--quiet', service])).trim();
  }

  async inspect(service: string): Promise<Container> {
    const text = await docker('inspect', await this.containerOf(service));
    return (JSON.parse(text) as [Container])[0];
  }

  /** Everything that the service's container wrote, from its first start. */
  async logs(service: string): Promise<string> {
    const { stdout, stderr } = await run('docker', ['logs', await this.containerOf(service)], {
      maxBuffer: OUTPUT_BYTES,
    });
    return stdout + stderr;
  }

  /**
   * Runs a container of the service until it ends, with another program where one is named.
   *
   * @param input what the program reads. @returns what it printed.
   */
  async run(
    service: string,
    args: readonly string[],
    { program, input = '' }: { program?: string; input?: string } = {},
  ): Promise<string> {
    const entrypoint = program === undefined ? [] : ['--entrypoint', program];
    return this.#compose(['run', '--rm', '--no-deps', '-T', ...entrypoint, service, ...args], input);
  }

  async docker(command: string, service: string, ...args: string[]): Promise<string> {
    return docker(command, ...args, await this.containerOf(service));
  }

  async #compose(args: readonly string[], input = ''): Promise<string> {
    const { files, project, environment } = this.compose;
    const [program = '', ...first] = (process.env['COMPOSE'] ?? 'docker compose').split(' ');
    const named = files.flatMap((file) => ['--file', file]);
    const env = { ...process.env, ...environment };
    const running = run(program, [...first, '--project-name', project, ...named, ...args], {
      env,
      maxBuffer: OUTPUT_BYTES,
    });
    running.child.stdin?.end(input);
    return (await running).stdout;
  }
}

/** @returns what the command printed. @throws with what it said when it failed. */
export async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args, { maxBuffer: OUTPUT_BYTES })).stdout;
}
