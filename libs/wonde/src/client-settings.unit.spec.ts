import { describe, expect, it } from '@jest/globals';
import { clientSettings } from './client-settings.js';
import type { WondeClientOptions } from './client-options.js';

const options: WondeClientOptions = { baseUrl: 'https://api.wonde.com/v1.0', token: 'secret-token' };

describe('the options of the client', () => {
  it('have defaults that end a failing kind within two minutes', () => {
    const settings = clientSettings(options);
    expect(settings).toMatchObject({ perPage: 200, concurrencyPerSchool: 2, followRegionDomain: true });
    expect(settings.baseUrl.href).toBe('https://api.wonde.com/v1.0/');
    expect(settings.retryBudgetMs + settings.requestTimeoutMs).toBeLessThanOrEqual(120_000);
  });

  it('never follow a region away from an address that is not one of Wonde, unless told to', () => {
    expect(clientSettings({ ...options, baseUrl: 'http://localhost:1/v1.0/' }).followRegionDomain).toBe(
      false,
    );
  });

  it.each([
    [{ token: '' }, 'WONDE_TOKEN_INVALID'],
    [{ token: 'secret-token\n' }, 'WONDE_TOKEN_INVALID'],
    [{ token: 'sécret-token' }, 'WONDE_TOKEN_INVALID'],
    [{ baseUrl: 'api.wonde.com' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'ftp://api.wonde.com/v1.0/' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'https://secret-token@api.wonde.com/v1.0/' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'https://api.wonde.com/v1.0/?token=secret-token' }, 'WONDE_URL_INVALID'],
    [{ perPage: 0 }, 'WONDE_OPTION_INVALID'],
    [{ requestTimeoutMs: Number.NaN }, 'WONDE_OPTION_INVALID'],
  ])('%j is refused as %s, without quoting a secret', (change, code) => {
    const build = () => clientSettings({ ...options, ...change });
    expect(build).toThrow(expect.objectContaining({ code }));
    expect(build).not.toThrow(/secret-token/);
  });
});
