import type { Resource, World } from '../world/world.js';
import { ApprovedSchool } from './approved-school.js';
import { pageText } from './page-text.js';

/** A school whose lists are those of a world. */
export class ServedWorld extends ApprovedSchool {
  readonly #world: World;

  private constructor(world: World) {
    super();
    this.#world = world;
  }

  static start(world: World): Promise<ServedWorld> {
    return new ServedWorld(world).listen();
  }

  protected pageOf(resource: string, number: number): string | undefined {
    const pages = this.#world.lists[resource as Resource];
    return pages && pageText(pages[number] ?? { rows: [] }, number, pages.length);
  }
}
