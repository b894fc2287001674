import type { NotServed } from '../project-schools/served.js';
import type { ServiceHost } from '@gatehouse/service';
import { CONFIRMED } from '../collections.js';

const HOUR_MS = 60 * 60 * 1000;

/** How long lists are served that nobody could hold against the event store, in hours, where nothing else is set. */
export const DEFAULT_UNCONFIRMED_HOURS = 24;

/** What those who serve must ask before they show anything: whether it is known that the lists hold what was decided. */
export interface Trust {
  /** Whether the stores were held against each other, and what stood in the event store then is projected. */
  readonly isStarting: boolean;
  /** The lists hold everything that was decided until then; undefined when nobody knows. */
  readonly confirmedAt: Date | undefined;
  /** Whether that is so long ago that nothing may be shown. */
  isOutOfDate(now: Date): boolean;
  /** Why nothing of the school may be shown; undefined where nothing speaks against it. */
  whyNot(schoolId: string): NotServed | undefined;
}

/** Told by the projector, asked by the CMS API of the same process. */
export class ProjectorTrust implements Trust {
  readonly #distrusted = new Map<string, string>();
  #isStarting = true;
  #confirmedAt: Date | undefined;

  /** @param unconfirmedHours for how long what was confirmed last is shown while the event store is away. */
  constructor(readonly unconfirmedHours = DEFAULT_UNCONFIRMED_HOURS) {}

  get isStarting(): boolean {
    return this.#isStarting;
  }

  get confirmedAt(): Date | undefined {
    return this.#confirmedAt;
  }

  isOutOfDate(now: Date): boolean {
    const at = this.#confirmedAt?.getTime() ?? -Infinity;
    return now.getTime() - at > this.unconfirmedHours * HOUR_MS;
  }

  /** Everything that was decided until then is in the lists, which are shown from now on: for a while also when it was long ago. */
  confirm(at: Date): void {
    this.#confirmedAt = at;
    this.#isStarting = false;
  }

  /** @param words what does not belong together, and what to do. */
  distrust(schoolId: string, words: string): void {
    this.#distrusted.set(schoolId, words);
  }

  trust(schoolId: string): void {
    this.#distrusted.delete(schoolId);
  }

  isDistrusted(schoolId: string): boolean {
    return this.#distrusted.has(schoolId);
  }

  /** Why schools are not served, by school. */
  get distrusted(): ReadonlyMap<string, string> {
    return this.#distrusted;
  }

  whyNot(schoolId: string): NotServed | undefined {
    const words = this.#distrusted.get(schoolId);
    return words === undefined ? undefined : { of: 'school', words };
  }
}

/** While the event store is away at the start, the lists are shown as they were confirmed last, by whichever process. */
export async function serveAsItWas(
  { engines, logger }: Pick<ServiceHost, 'engines' | 'logger'>,
  trust: ProjectorTrust,
): Promise<void> {
  if (!trust.isStarting) return;
  const known = await engines.readModels.checkpoint(CONFIRMED);
  // Nobody ever held these read models against an event store: nothing is shown before somebody has.
  if (known === null) return;
  trust.confirm(new Date(known));
  const fields = { service: 'cms-projector', asOf: known, hours: trust.unconfirmedHours };
  logger.warn(
    fields,
    'The event store is away: the lists are served as they were, for so many hours at most.',
  );
}
