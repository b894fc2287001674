import { WondeOptionsError } from './client-options-error.js';
import type { WondeClientOptions } from './client-options.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { ReadingLimits } from './limits.js';
import { isWondeDomain } from './region-domains.js';
import { checkTokenPath } from './token-path.js';

export type ClientSettings = Required<Omit<WondeClientOptions, 'baseUrl' | 'limits'>> & {
  baseUrl: URL;
  limits: ReadingLimits;
};

/** Options checked and completed. Throws `WondeOptionsError`, which quotes neither the address nor the token. */
export function clientSettings(
  options: WondeClientOptions,
  environment: { [variable: string]: string | undefined } = process.env,
): ClientSettings {
  const baseUrl = checkedBase(options.baseUrl);
  // Header values are visible ASCII; a stray line break is the usual mistake with token files.
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new WondeOptionsError(
      'WONDE_TOKEN_INVALID',
      'The Wonde token is empty or holds spaces, line breaks or other characters that no token has. Copy it again.',
    );
  }
  const { insecure = false, followRegionDomain = isWondeDomain(baseUrl.host) } = options;
  checkTokenPath({ baseUrl, followRegionDomain, insecure }, environment);
  return {
    baseUrl,
    token: options.token,
    insecure,
    followRegionDomain,
    requestTimeoutMs: positive('requestTimeoutMs', options.requestTimeoutMs ?? 45_000),
    retryBudgetMs: positive('retryBudgetMs', options.retryBudgetMs ?? 100_000),
    perPage: positive('perPage', options.perPage ?? 200),
    concurrencyPerSchool: positive('concurrencyPerSchool', options.concurrencyPerSchool ?? 2),
    backoffBaseMs: positive('backoffBaseMs', options.backoffBaseMs ?? 500),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  };
}

function checkedBase(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!url || !isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new WondeOptionsError(
      'WONDE_URL_INVALID',
      'The Wonde address must be a plain http or https address including /v1.0/, for example ' +
        'https://api.wonde.com/v1.0/, without user name, query or fragment.',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new WondeOptionsError(
    'WONDE_OPTION_INVALID',
    `The option ${name} must be a whole number above zero.`,
  );
}
