import { describe, expect, it } from '@jest/globals';
import { checkNext } from './check-next.js';

const asked = new URL('https://api.wonde.com/v1.0/schools/A1/students?per_page=200');
const check = (next: string, from = asked) => checkNext(next, from, 'the students');

describe('the address of the next page', () => {
  it.each([
    'https://api.wonde.com/v1.0/schools/A1/students?cursor=x',
    'https://API.wonde.com:443/v1.0/schools/A1/students?cursor=x',
    '/v1.0/schools/A1/students?cursor=x',
    'https://api.wonde.com/v1.0/schools/A1/students/?cursor=x',
  ])('is followed on the same host: %s', (next) => {
    expect(check(next).ok).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/v1.0/schools/A1/students'],
    ['a host that begins alike', 'https://api.wonde.com.evil.example/v1.0/schools/A1/students'],
    ['a user name in front of another host', 'https://api.wonde.com@evil.example/v1.0/schools/A1/students'],
    ['a user name', 'https://x:y@api.wonde.com/v1.0/schools/A1/students'],
    ['another host without a scheme', '//evil.example/v1.0/schools/A1/students'],
    ['backslashes', '\\\\evil.example/v1.0/schools/A1/students'],
    ['another port', 'https://api.wonde.com:8443/v1.0/schools/A1/students'],
    ['https to http', 'http://api.wonde.com/v1.0/schools/A1/students'],
    ['another scheme', 'file:///v1.0/schools/A1/students'],
    ['another school', 'https://api.wonde.com/v1.0/schools/A2/students?cursor=x'],
    ['the same list below another path', 'https://api.wonde.com/other/v1.0/schools/A1/students?cursor=x'],
    ['one of the rows', 'https://api.wonde.com/v1.0/schools/A1/students/A2'],
    ['a path in another case', 'https://api.wonde.com/v1.0/schools/a1/students'],
    ['another school by dots', 'https://api.wonde.com/v1.0/schools/A1/students/../../A2/students'],
  ])('is refused: %s', (_name, next) => {
    expect(check(next)).toMatchObject({ ok: false, refusal: { code: 'FOREIGN_NEXT' } });
  });

  it('that cannot be read is a bad answer', () => {
    expect(check('https://[')).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
  });

  it('may go from http up to https on the same host', () => {
    const from = new URL('http://localhost:9000/v1.0/schools/A1/students');
    expect(check('https://localhost:9000/v1.0/schools/A1/students?cursor=x', from).ok).toBe(true);
  });
});
