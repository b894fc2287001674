import type { ReadingLimits } from './limits.js';

export interface WondeClientOptions {
  /** Base address including `/v1.0/`. */
  baseUrl: string;
  token: string;
  /** For development: the token may go to another machine in plain text, or where no certificate is checked. Default false. */
  insecure?: boolean;
  /**
   * Whether requests for a school go to its own region's domain, if that is one of Wonde's (else the school is refused).
   * False: every request goes to `baseUrl`. Default: true exactly when `baseUrl` is one of Wonde's own domains.
   */
  followRegionDomain?: boolean;
  /** The longest that one request may take, body included. Default 45,000 ms: what comes later at a large page is asked for in a smaller one. */
  requestTimeoutMs?: number;
  /** The longest that one list may spend on failing requests, so that it ends within two and a half minutes. Default 100,000 ms. */
  retryBudgetMs?: number;
  /** Rows asked for in a page. Default 200; 50 is tried when Wonde refuses it, or takes too long. */
  perPage?: number;
  /** Requests at once for a school. Default 2. */
  concurrencyPerSchool?: number;
  /** The first back-off is around this; it doubles. Default 500 ms. */
  backoffBaseMs?: number;
  /** How much of a delivery is taken at most; those left out are the defaults. */
  limits?: Partial<ReadingLimits>;
}
