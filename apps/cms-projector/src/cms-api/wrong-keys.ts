/** So many wrong keys of one client within a minute are told to be wrong; of more it is told that they are too many. */
const MOST = 10;
const WINDOW_MS = 60_000;
/** Of so many clients at once wrong keys are remembered: about a megabyte, whoever tries from however many addresses. */
const MOST_CLIENTS = 10_000;

interface Client {
  /** When its last wrong keys came, in milliseconds, the oldest first; at most `MOST`. */
  times: number[];
  /** When it was last told to the log. */
  toldAt: number;
}

/** What is answered to a wrong key: that it is wrong, or that there were too many. */
export type WrongKeyAnswer =
  | { isTooMany: false }
  | {
      isTooMany: true;
      /** When the next one will be told to be wrong again. */
      retryAfterSeconds: number;
      /** Whether the log should have it: once a minute for each client. */
      isNews: boolean;
    };

/**
 * Counts wrong keys by client. It never asks whether a key is right: a right one is served whatever came from its address
 * before, so that nobody can lock the CMS out by sending wrong ones from behind the same address (ADR 0026).
 */
export class WrongKeys {
  readonly #clients = new Map<string, Client>();

  /** @param now the time in milliseconds. */
  constructor(private readonly now: () => number) {}

  /** A wrong key came from this client. */
  came(name: string): WrongKeyAnswer {
    const now = this.now();
    // A time that is yet to come was counted before the clock was put back: it is over.
    const isWithin = (time: number) => time <= now && now - time < WINDOW_MS;
    const known = this.#clients.get(name);
    const client: Client = {
      times: known?.times.filter(isWithin) ?? [],
      toldAt: known?.toldAt ?? Number.NEGATIVE_INFINITY,
    };
    // Whose wrong key came last is forgotten last.
    this.#clients.delete(name);
    this.#clients.set(name, client);
    this.#forget();
    const [oldest] = client.times;
    if (oldest === undefined || client.times.length < MOST) {
      client.times.push(now);
      return { isTooMany: false };
    }
    const isNews = !isWithin(client.toldAt);
    if (isNews) client.toldAt = now;
    return { isTooMany: true, retryAfterSeconds: Math.ceil((oldest + WINDOW_MS - now) / 1000), isNews };
  }

  /** For the test that memory has an end. */
  get size(): number {
    return this.#clients.size;
  }

  #forget(): void {
    for (const name of this.#clients.keys()) {
      if (this.#clients.size <= MOST_CLIENTS) return;
      this.#clients.delete(name);
    }
  }
}
