import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { ENGINE_FILES } from '../src/data-directory/embedded-engines.js';
import { removeFile } from './altered-file.js';
import type { Gate } from './gate.js';

export type Store = keyof typeof ENGINE_FILES;
export const STORES = Object.keys(ENGINE_FILES) as Store[];

/** What an engine's data lie in: its file, and the log before it. */
const ENDS = ['', '-wal'];

/** The stores of a gate as a backup holds them, taken while nobody uses them. */
export class Backup {
  /** @param folder where it is kept. */
  constructor(
    gate: Gate,
    readonly folder: string,
    readonly name: string,
  ) {
    this.#each(STORES, (store, end) => copyIfThere(fileOf(gate, store) + end, this.#kept(store, end)));
  }

  /** Puts stores in the place of those of a gate, which may be another one. */
  restore(gate: Gate, stores: readonly Store[] = STORES): void {
    for (const store of stores) removeFile(gate, store);
    this.#each(stores, (store, end) => copyIfThere(this.#kept(store, end), fileOf(gate, store) + end));
  }

  #each(stores: readonly Store[], copy: (store: Store, end: string) => void): void {
    for (const store of stores) for (const end of ENDS) copy(store, end);
  }

  #kept(store: Store, end: string): string {
    return path.join(this.folder, `${this.name}.${ENGINE_FILES[store]}${end}`);
  }
}

export const fileOf = (gate: Gate, store: Store) => gate.directory.file(ENGINE_FILES[store]);

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}
