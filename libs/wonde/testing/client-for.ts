import { WondeClient } from '../src/wonde-client.js';
import type { WondeClientOptions } from '../src/client-options.js';
import type { Outcome } from '../src/outcome.js';
import type { WondePage } from '../src/wonde-page.js';
import type { WondeSchool } from '../src/schools/wonde-school.js';

export const TOKEN = '0123456789abcdef0123456789abcdef01234567';

export const SCHOOL: WondeSchool = {
  id: 'A1930499544',
  name: 'Wonde Testing School',
  timezone: 'Europe/London',
  mis: 'SIMS',
  regionDomain: 'api.wonde.com',
};

/** A client whose limits are short enough for a test to reach them. */
export const clientFor = (baseUrl: string, options: Partial<WondeClientOptions> = {}): WondeClient =>
  new WondeClient({
    baseUrl,
    token: TOKEN,
    backoffBaseMs: 1,
    requestTimeoutMs: 2000,
    retryBudgetMs: 2000,
    ...options,
  });

/** Everything that a walk yields. */
export async function walked(pages: AsyncIterable<Outcome<WondePage>>): Promise<Outcome<WondePage>[]> {
  const items: Outcome<WondePage>[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

/** A walk in short: the rows of each page, and the code of the refusal that ended it. */
export async function outlineOf(pages: AsyncIterable<Outcome<WondePage>>): Promise<unknown[]> {
  return (await walked(pages)).map((item) => (item.ok ? item.value.rows : item.refusal.code));
}

/** A list's answer as Wonde gives it. */
export const listAnswer = (data: unknown, pagination?: Record<string, unknown>) => ({
  body: { data, meta: { ...(pagination && { pagination }), includes: [] } },
});

export const LAST = { next: null, previous: null, more: false, per_page: 200, current_page: 1 };
