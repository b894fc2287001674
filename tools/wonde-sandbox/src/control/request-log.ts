/** One request to the Wonde side; `status` is null while it is not answered (a time-out never is). */
export interface LoggedRequest {
  method: string;
  /** Path and query; credentials travel in a header, and are not kept. */
  url: string;
  status: number | null;
}

const KEPT = 20_000;

/** What was asked of the sandbox, so that a test can see which kinds and includes were fetched. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  start(method: string, url: string): LoggedRequest {
    const entry: LoggedRequest = { method, url, status: null };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries = this.#entries.slice(-KEPT / 2);
    return entry;
  }

  entries(): LoggedRequest[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.#entries = [];
  }
}
