import { AS_DOCUMENTED } from './manner.js';
import type { Manner } from './manner.js';
import { indexSchool } from './index-school.js';
import type { SchoolIndex } from './index-school.js';
import type { SchoolData } from './school-data.js';
import type { WorldSchool } from './world.js';

/** A school while the sandbox runs: its records are loaded when asked for, and may change. */
export class ServedSchool {
  readonly id: string;
  state: WorldSchool['state'];
  meta: WorldSchool['meta'];
  permissions: WorldSchool['permissions'];
  manner: Manner;
  /** A changed school is never unloaded: its source would give back what it was before. */
  changed = false;
  #loaded: { data: SchoolData; index: SchoolIndex } | undefined;

  constructor(
    readonly source: WorldSchool,
    private readonly onUse: (school: ServedSchool) => void,
  ) {
    this.id = source.id;
    this.state = source.state;
    this.meta = { ...source.meta };
    this.permissions = structuredClone(source.permissions);
    this.manner = { ...AS_DOCUMENTED, ...source.manner };
  }

  /** Whether the app may read: an offline school has approved, Wonde serves what it read last. */
  get granted(): boolean {
    return this.state === 'approved' || this.state === 'offline';
  }

  get data(): SchoolData {
    return this.#load().data;
  }

  get index(): SchoolIndex {
    return this.#load().index;
  }

  reindex(): void {
    if (this.#loaded !== undefined) this.#loaded.index = indexSchool(this.#loaded.data);
  }

  unload(): void {
    if (!this.changed) this.#loaded = undefined;
  }

  #load(): { data: SchoolData; index: SchoolIndex } {
    this.onUse(this);
    if (this.#loaded === undefined) {
      const data = this.source.load();
      this.#loaded = { data, index: indexSchool(data) };
    }
    return this.#loaded;
  }
}
