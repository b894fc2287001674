import { SandboxError } from '../sandbox-error.js';
import { AS_DOCUMENTED } from './manner.js';
import type { Manner } from './manner.js';
import { ServedSchool } from './served-school.js';
import type { World } from './world.js';

/** How many schools keep their records in memory at a time; the others are made again when asked for. */
const KEPT = 24;

export class ServedWorld {
  readonly schools: Map<string, ServedSchool>;
  readonly shortLists: Manner['shortLists'];
  readonly #inUse = new Set<ServedSchool>();

  constructor(world: World) {
    this.shortLists = world.manner?.shortLists ?? AS_DOCUMENTED.shortLists;
    const onUse = (school: ServedSchool) => this.#use(school);
    this.schools = new Map(world.schools.map((school) => [school.id, new ServedSchool(school, onUse)]));
  }

  /** Throws `SCHOOL_UNKNOWN` (404). */
  school(id: string): ServedSchool {
    const school = this.schools.get(id);
    if (school === undefined) {
      throw new SandboxError(
        404,
        'SCHOOL_UNKNOWN',
        'No such school. GET schools/all lists those that exist.',
      );
    }
    return school;
  }

  #use(school: ServedSchool): void {
    this.#inUse.delete(school);
    this.#inUse.add(school);
    if (this.#inUse.size <= KEPT) return;
    const [longestUnused] = this.#inUse;
    if (longestUnused === undefined) return;
    this.#inUse.delete(longestUnused);
    longestUnused.unload();
  }
}
