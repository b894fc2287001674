import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '@gatehouse/testing';

export const SERVICES = [
  'wonde-ingest',
  'permission-policy',
  'contact-filter',
  'calendar-sync',
  'cms-projector',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** A service as a process of its own, by its own executable. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  stdout = '';
  stderr = '';

  /** @param environment all that it is configured with. */
  constructor(
    readonly name: ServiceName,
    environment: { [variable: string]: string },
    args: readonly string[] = [],
  ) {
    const bin = fileURLToPath(new URL(`../../../${name}/bin/${name}.mjs`, import.meta.url));
    const env = { PATH: process.env['PATH'], ...environment };
    this.#child = spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'close');
    this.#child.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()));
    this.#child.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the log has this message; gives its fields. @throws when the process ends before. */
  async said(message: string): Promise<{ [field: string]: unknown }> {
    const found = () => this.#log().find(({ msg }) => msg === message);
    const isOver = () => found() !== undefined || !this.isRunning;
    await until(`${this.name} says "${message}"`, isOver, { everyMs: 20, seen: () => this.#lastWords });
    const line = found();
    if (!line) throw new Error(`${this.name} ended without saying "${message}": ${this.stderr}`);
    return line;
  }

  /** Nothing of it runs until it is resumed. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Asks it to stop; gives what `ended` does. */
  async stopped(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    if (this.isRunning) this.#child.kill(signal);
    return this.ended();
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    const isOver = () => !this.isRunning;
    await until(`${this.name} ends`, isOver, { withinMs: 120_000, everyMs: 20, seen: () => this.#lastWords });
    await this.#exit;
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  /** The end of its log: an engine that is away is told of by the hundred lines. */
  get #lastWords(): string {
    return this.stderr.slice(-4000);
  }

  #log(): { [field: string]: unknown }[] {
    const lines = this.stderr.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => JSON.parse(line) as { [field: string]: unknown });
  }
}
