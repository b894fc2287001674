import { describe, expect, it } from '@jest/globals';
import { clientSettings } from './client-settings.js';
import type { WondeClientOptions } from './client-options.js';

const options: WondeClientOptions = { baseUrl: 'https://api.wonde.com/v1.0', token: 'secret-token' };

describe('the options of the client', () => {
  it('have defaults that end a failing kind within two and a half minutes, and wait as long as public clients do', () => {
    const settings = clientSettings(options);
    expect(settings).toMatchObject({ perPage: 200, concurrencyPerSchool: 2, followRegionDomain: true });
    expect(settings.baseUrl.href).toBe('https://api.wonde.com/v1.0/');
    expect(settings.retryBudgetMs + settings.requestTimeoutMs).toBeLessThanOrEqual(150_000);
    expect(settings.requestTimeoutMs).toBeGreaterThanOrEqual(30_000);
  });

  it('never follow a region away from an address that is not one of Wonde, unless told to', () => {
    expect(clientSettings({ ...options, baseUrl: 'http://localhost:1/v1.0/' }).followRegionDomain).toBe(
      false,
    );
  });

  it('never let the token go where others could read it, unless told that this is for development', () => {
    const unchecked = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const code = 'WONDE_TLS_UNCHECKED';
    expect(() => clientSettings(options, unchecked)).toThrow(expect.objectContaining({ code }));
    const regions = { ...options, baseUrl: 'http://localhost/v1.0/', followRegionDomain: true };
    expect(() => clientSettings(regions, unchecked)).toThrow(expect.objectContaining({ code }));
    expect(clientSettings({ ...options, insecure: true }, unchecked).insecure).toBe(true);
    const plain = { ...options, baseUrl: 'http://sandbox/v1.0/', insecure: true };
    expect(clientSettings(plain, {}).baseUrl.href).toBe('http://sandbox/v1.0/');
  });

  it.each([
    [{ token: '' }, 'WONDE_TOKEN_INVALID'],
    [{ token: 'secret-token\n' }, 'WONDE_TOKEN_INVALID'],
    [{ token: 'sécret-token' }, 'WONDE_TOKEN_INVALID'],
    [{ baseUrl: 'api.wonde.com' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'ftp://api.wonde.com/v1.0/' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'https://secret-token@api.wonde.com/v1.0/' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'https://api.wonde.com/v1.0/?token=secret-token' }, 'WONDE_URL_INVALID'],
    [{ baseUrl: 'http://secret-token.example/v1.0/' }, 'WONDE_URL_INSECURE'],
    [{ perPage: 0 }, 'WONDE_OPTION_INVALID'],
    [{ requestTimeoutMs: Number.NaN }, 'WONDE_OPTION_INVALID'],
  ])('%j is refused as %s, without quoting a secret', (change, code) => {
    const build = () => clientSettings({ ...options, ...change });
    expect(build).toThrow(expect.objectContaining({ code }));
    expect(build).not.toThrow(/secret-token/);
  });
});
