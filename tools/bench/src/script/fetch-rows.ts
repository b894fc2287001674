export interface WondeSource {
  /** The base, with `/v1.0/`. */
  url: string;
  token: string;
}

interface Answer<T> {
  data: T;
  meta?: { pagination?: { next: string | null } };
}

/** As many rows a page as the pipeline asks for. */
const PER_PAGE = 200;

/** One answer, parsed. @throws Error with the status when it is not 200. */
export async function fetchData<T>(source: WondeSource, path: string): Promise<T> {
  return (await ask<T>(source, new URL(path, source.url))).data;
}

/** All rows of a school's resource, page after page. */
export async function fetchRows<T>(
  source: WondeSource,
  schoolId: string,
  resource: string,
  include: readonly string[],
): Promise<T[]> {
  const first = new URL(`schools/${schoolId}/${resource}`, source.url);
  first.searchParams.set('per_page', String(PER_PAGE));
  first.searchParams.set('cursor', 'true');
  if (include.length > 0) first.searchParams.set('include', include.join(','));
  const rows: T[] = [];
  for (let url: URL | undefined = first; url;) {
    const answer: Answer<T[]> = await ask<T[]>(source, url);
    rows.push(...answer.data);
    const next = answer.meta?.pagination?.next;
    url = next ? new URL(next) : undefined;
  }
  return rows;
}

async function ask<T>({ token }: WondeSource, url: URL): Promise<Answer<T>> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`The source answered ${response.status} to ${url.pathname}.`);
  return (await response.json()) as Answer<T>;
}
