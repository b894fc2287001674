import { describe, expect, it } from '@jest/globals';
import { checkTokenPath } from './token-path.js';

const UNCHECKED = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

function answer(url: string, environment = {}, { followRegionDomain = false, insecure = false } = {}) {
  try {
    checkTokenPath({ baseUrl: new URL(url), followRegionDomain, insecure }, environment);
    return 'allowed';
  } catch (error) {
    expect((error as Error).message).toContain('GATEHOUSE_INSECURE=true');
    expect((error as Error).message).not.toMatch(/10\.0|school/);
    return (error as { code: string }).code;
  }
}

describe('the way of the token', () => {
  it.each([
    'http://api.wonde.com/v1.0/',
    'http://10.0.0.7:4100/v1.0/',
    'http://127.0.0.1.school.example/v1.0/',
    'http://localhost.school.example/v1.0/',
    'http://0.0.0.0/v1.0/',
    'http://[::2]/v1.0/',
    'http://134744072/v1.0/',
    'http://①27.school.example/',
  ])('is refused in plain text to another machine: %s', (url) => {
    expect(answer(url)).toBe('WONDE_URL_INSECURE');
    expect(answer(url, {}, { insecure: true })).toBe('allowed');
  });

  it.each([
    'https://api.wonde.com/v1.0/',
    'https://10.0.0.7/v1.0/',
    'http://localhost:4100/v1.0/',
    'http://LOCALHOST/v1.0/',
    'http://127.0.0.1:4100/v1.0/',
    'http://127.8.9.10/v1.0/',
    'http://2130706433/v1.0/',
    'http://[::1]:4100/v1.0/',
  ])('is allowed by TLS, or on this machine: %s', (url) => {
    expect(answer(url)).toBe('allowed');
  });

  it('is refused through TLS that checks no certificate', () => {
    expect(answer('https://api.wonde.com/v1.0/', UNCHECKED)).toBe('WONDE_TLS_UNCHECKED');
    expect(answer('https://localhost/v1.0/', UNCHECKED)).toBe('WONDE_TLS_UNCHECKED');
    expect(answer('http://localhost/v1.0/', UNCHECKED, { followRegionDomain: true })).toBe(
      'WONDE_TLS_UNCHECKED',
    );
    expect(answer('https://api.wonde.com/v1.0/', UNCHECKED, { insecure: true })).toBe('allowed');
  });

  it('is allowed where no TLS is used, or it is checked', () => {
    expect(answer('http://localhost/v1.0/', UNCHECKED)).toBe('allowed');
    expect(answer('https://api.wonde.com/v1.0/', { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe('allowed');
    expect(answer('https://api.wonde.com/v1.0/', { NODE_TLS_REJECT_UNAUTHORIZED: '' })).toBe('allowed');
  });
});
