import { Agent } from 'undici';
import { clientSettings } from './client-settings.js';
import type { ClientSettings } from './client-settings.js';
import type { WondeClientOptions } from './client-options.js';
import type { ListOutcome, Outcome } from './outcome.js';
import { refused } from './outcome.js';
import type { ReadingLimits } from './limits.js';
import { pageQueries } from './paging/list-query.js';
import type { ListQuery, Query } from './paging/list-query.js';
import { readWholeList } from './paging/read-whole-list.js';
import { withWrappedRows } from './paging/wrapped-rows.js';
import { regionBase } from './region-domains.js';
import { readMetaAnswer } from './schools/read-meta.js';
import { readPermission } from './schools/read-permission.js';
import { readSchool } from './schools/read-school.js';
import { isSchoolId } from './schools/school-id.js';
import type { WondeMeta } from './schools/wonde-meta.js';
import type { WondePermission } from './schools/wonde-permission.js';
import type { SchoolState, WondeSchool } from './schools/wonde-school.js';
import { Source } from './source.js';
import type { PagesOptions, WondePage, WondeResource } from './wonde-page.js';

/**
 * Reads from the Wonde API. Trouble at the source is an `Outcome`, never an exception; a list that could not be read to
 * its plain end is a refusal, never a shorter list. What a signal stops ends with `ABORTED`.
 */
export class WondeClient {
  readonly #settings: ClientSettings;
  readonly #source: Source;
  // Learned from the lists of schools, for the calls that are given only an id.
  readonly #regionDomains = new Map<string, string | undefined>();

  /** Throws `WondeOptionsError` when the address, the token or a limit cannot be used, or others could read the token. */
  constructor(options: WondeClientOptions) {
    this.#settings = clientSettings(options);
    const dispatcher = new Agent({
      connect: {
        timeout: Math.min(5000, this.#settings.requestTimeoutMs),
        // Whoever switches the check off for the process later on does not switch it off here.
        ...(this.#settings.insecure ? {} : { rejectUnauthorized: true }),
      },
      // The client's own time limit covers headers and body together.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#source = new Source({ ...this.#settings, dispatcher });
  }

  /** How much of a delivery is taken at most, also for whoever gathers what was read. */
  get limits(): ReadingLimits {
    return this.#settings.limits;
  }

  /**
   * The schools in a state. Rows without a safe id are left out and counted; a school listed twice is given once. A
   * missing pagination object means one page (wonde-api section 5).
   */
  async listSchools(
    state: SchoolState = 'approved',
    signal?: AbortSignal,
  ): Promise<ListOutcome<WondeSchool>> {
    const path = state === 'approved' ? 'schools' : `schools/${state}`;
    // These two take `per_page` and nothing else (wonde-api section 3).
    const cursor: Query = state === 'declined' || state === 'revoked' ? {} : { cursor: true };
    const list: ListQuery = {
      address: new URL(path, this.#settings.baseUrl),
      what: `the list of ${state} schools`,
      queries: pageQueries(this.#settings.perPage, cursor),
      ...NO_INCLUDES,
      mustPaginate: false,
    };
    const read = await this.#readWhole('', list, readSchool, signal);
    if (!read.ok) return read;
    const schools = [...new Map(read.value.map((school) => [school.id, school])).values()];
    // The other lists only explain why a school is not in that of the approved ones.
    if (state === 'approved') {
      for (const school of schools) this.#regionDomains.set(school.id, school.regionDomain);
    }
    return { ...read, value: schools };
  }

  /** Whether the school is online, approved and audited; anything but `true` is false (wonde-api section 3). */
  async readMeta(schoolId: string, signal?: AbortSignal): Promise<Outcome<WondeMeta>> {
    const base = this.#baseOf(schoolId, this.#regionDomains.get(schoolId));
    if (!base.ok) return base;
    const what = `the state of school ${schoolId}`;
    const url = new URL(`meta/schools/${schoolId}`, base.value);
    const answer = await this.#source.askOnce(schoolId, url, what, signal);
    return 'refusal' in answer ? answer : readMetaAnswer(answer.body, what);
  }

  /**
   * What the school approved. Rows without a readable name are left out and counted. An empty list is given as one: what
   * it means is decided elsewhere.
   */
  async readPermissions(schoolId: string, signal?: AbortSignal): Promise<ListOutcome<WondePermission>> {
    const base = this.#baseOf(schoolId, this.#regionDomains.get(schoolId));
    if (!base.ok) return base;
    const list: ListQuery = {
      address: new URL(`meta/schools/${schoolId}/permissions`, base.value),
      what: `the permissions of school ${schoolId}`,
      // The documentation shows this list without parameters: one that refuses them still gives it.
      queries: [{ per_page: this.#settings.perPage, cursor: true }, {}],
      ...NO_INCLUDES,
      mustPaginate: false,
    };
    return this.#readWhole(schoolId, list, readPermission, signal);
  }

  /**
   * A school's list, page by page, rows as delivered. A failure is one last `{ ok: false }`; an empty list is one empty
   * page. A second page of number 1 begins the list anew: in smaller pages, or without includes that Wonde refused.
   */
  pages(
    school: WondeSchool,
    resource: WondeResource,
    options: PagesOptions,
  ): AsyncIterable<Outcome<WondePage>> {
    const base = this.#baseOf(school.id, school.regionDomain);
    if (!base.ok) return only(base);
    const { include, mayLeaveOut = [] } = options;
    const list: ListQuery = {
      address: new URL(`schools/${school.id}/${resource}`, base.value),
      what: `the ${resource} of school ${school.id}`,
      queries: pageQueries(this.#settings.perPage, { cursor: true }),
      include,
      mayLeaveOut,
      mustPaginate: true,
    };
    return withWrappedRows(this.#source.walk(school.id, list, options.signal));
  }

  /** Stops what is under way (it ends with `ABORTED`) and closes every connection. */
  async close(): Promise<void> {
    await this.#source.close();
  }

  #readWhole<T>(
    school: string,
    list: ListQuery,
    read: (row: unknown) => T | undefined,
    signal?: AbortSignal,
  ) {
    return readWholeList(this.#source.walk(school, list, signal), read, list.what, this.limits);
  }

  #baseOf(schoolId: string, regionDomain: string | undefined): Outcome<URL> {
    if (!isSchoolId(schoolId)) {
      return refused(
        'BAD_REQUEST',
        'The school id has characters that no Wonde id has, so nothing was asked.',
      );
    }
    const ownBase = { ok: true, value: this.#settings.baseUrl } as const;
    if (!this.#settings.followRegionDomain || regionDomain === undefined) return ownBase;
    return regionBase(regionDomain);
  }
}

const NO_INCLUDES = { include: [], mayLeaveOut: [] };

async function* only<T>(item: T): AsyncGenerator<T, void, undefined> {
  yield item;
}
