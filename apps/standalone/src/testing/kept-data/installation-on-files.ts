import { until } from '@gatehouse/testing';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { readFiles } from './kept-files.js';
import type { OldCode } from './old-code.js';
import type { OldInstallation } from './old-installation.js';

/** What a data directory is. `lock.db` is empty. */
const NAMES = [
  ...['installation.json', 'master.key', 'cms-api.key'],
  ...['events.db', 'keys.db', 'bus.db', 'read-models.db'],
];
const START = 'apps/standalone/bin/start.mjs';
/** Something is held, which is what the world wants. */
const HELD = 7;

/** `npm start -- --once` on a data directory. */
export class InstallationOnFiles implements OldInstallation {
  readonly #words: string[];

  constructor(
    private readonly code: OldCode,
    private readonly sandbox: Sandbox,
    private readonly folder: string,
  ) {
    this.#words = ['--once', '--json', '--wonde-url', sandbox.url, '--data-dir', folder];
  }

  async sync(): Promise<void> {
    await this.code.output(START, this.#words, this.#environment, [0, HELD]);
  }

  /** A synchronisation that is ended, as `kill -9` does, while it waits for the groups of a school. */
  async cutOff(schoolId: string): Promise<void> {
    const { control } = this.sandbox;
    control.clearRequests();
    control.fault({ school: schoolId, resource: 'groups', kind: 'timeout' });
    const { child, ended } = this.code.start(START, this.#words, this.#environment);
    const isAsked = () => control.requests().some(({ url }) => url.includes(`${schoolId}/groups`));
    await until('the groups are asked for', isAsked, { everyMs: 20 });
    child.kill('SIGKILL');
    await ended;
    control.clearFaults();
  }

  gatehouse(...words: string[]): Promise<string> {
    return this.code.output('tools/gatehouse/bin/gatehouse.mjs', [...words, '--data-dir', this.folder], {});
  }

  async files() {
    return readFiles(this.folder, NAMES);
  }

  get #environment() {
    return { WONDE_TOKEN: this.sandbox.token };
  }
}
