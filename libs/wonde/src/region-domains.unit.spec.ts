import { describe, expect, it } from '@jest/globals';
import { WONDE_DOMAINS, isWondeDomain, regionBase } from './region-domains.js';

describe('the domain of a region', () => {
  it.each([...WONDE_DOMAINS, 'api-eu-west-2.wonde.com', 'API.wonde.com'])('%s is Wonde', (domain) => {
    const base = regionBase(domain);
    expect(base.ok && base.value.href).toBe(`https://${domain.toLowerCase()}/v1.0/`);
  });

  it.each([
    '',
    'wonde.com',
    'apiwonde.com',
    'api-.wonde.com',
    'api-x.wonde.com.evil.example',
    'evil.example/api.wonde.com',
    'api.wonde.com:8443',
    'api.wonde.com@evil.example',
    'api.wonde.com\n',
    'api-x.y.wonde.com',
    'xapi.wonde.com',
  ])('%j is not, and is never asked', (domain) => {
    expect(isWondeDomain(domain)).toBe(false);
    expect(regionBase(domain)).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
  });
});
