import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DEFAULT_LIMITS } from '@gatehouse/wonde';
import { SetupError } from '../data-directory/setup-error.js';
import { parseStartOptions, UsageEnd } from './start-options.js';

const URL_FLAG = ['--wonde-url', 'http://127.0.0.1:9/v1.0/'];

// Commander explains wrong usage on standard error; a spec's report is not the place for it.
let silenced: { mockRestore(): void }[];
beforeEach(() => {
  silenced = [
    jest.spyOn(process.stderr, 'write').mockReturnValue(true),
    jest.spyOn(process.stdout, 'write').mockReturnValue(true),
  ];
});
afterEach(() => silenced.forEach((spy) => spy.mockRestore()));

describe('the options of npm start', () => {
  it('start the sandbox unless told otherwise, also with a token in the environment', async () => {
    expect(await parseStartOptions([], { WONDE_TOKEN: 't' })).toEqual({
      once: false,
      json: false,
      dataDir: '.gatehouse',
      port: 4080,
      wonde: undefined,
      insecure: false,
      limits: { unlistedDays: 7, unreadDays: 30 },
      reading: DEFAULT_LIMITS,
    });
  });

  it('take the limits of what is read from the environment', async () => {
    const { reading } = await parseStartOptions([], { GATEHOUSE_LIMIT_ROW_KIB: '2048' });
    expect(reading).toEqual({ ...DEFAULT_LIMITS, rowKib: 2048 });
    const refused = parseStartOptions([], { GATEHOUSE_LIMIT_PAGE_MIB: '0' });
    await expect(refused).rejects.toMatchObject({ code: 'LIMITS_UNREADABLE' });
  });

  it('take the token from the flag or from the environment', async () => {
    const given = await parseStartOptions([...URL_FLAG, '--wonde-token', 'a'], { WONDE_TOKEN: 'b' });
    expect(given.wonde?.token).toBe('a');
    expect((await parseStartOptions(URL_FLAG, { WONDE_TOKEN: ' b\n' })).wonde?.token).toBe('b');
  });

  it('take from the environment after how long something is not served', async () => {
    const env = { GATEHOUSE_SUSPEND_UNLISTED_DAYS: '2', GATEHOUSE_SUSPEND_UNREAD_DAYS: '9' };
    expect((await parseStartOptions([], env)).limits).toEqual({ unlistedDays: 2, unreadDays: 9 });
  });

  it('take from the environment whether this is for development, and refuse what says neither', async () => {
    expect((await parseStartOptions([], { GATEHOUSE_INSECURE: 'true' })).insecure).toBe(true);
    const failing = parseStartOptions([], { GATEHOUSE_INSECURE: 'yes' });
    await expect(failing).rejects.toMatchObject({ code: 'INSECURE_UNREADABLE' });
  });

  it('complete an address without the last slash', async () => {
    const { wonde } = await parseStartOptions(['--wonde-url', 'http://x.test/v1.0'], { WONDE_TOKEN: 'b' });
    expect(wonde?.url.href).toBe('http://x.test/v1.0/');
  });

  it.each([
    ['an unknown option', ['--bogus']],
    ['an argument too many', ['extra']],
    ['an address that is none', ['--wonde-url', 'wonde']],
    ['an address of another kind', ['--wonde-url', 'ftp://x.test/']],
    ['an address with a password', ['--wonde-url', 'http://a:b@x.test/']],
    ['a token without an address', ['--wonde-token', 't']],
    ['two tokens', [...URL_FLAG, '--wonde-token', 't', '--wonde-token-file', 'f']],
    ['a port out of range', ['--port', '70000']],
  ])('end with exit code 2 for %s', async (_, argv) => {
    await expect(parseStartOptions(argv, { WONDE_TOKEN: 't' })).rejects.toMatchObject({ exitCode: 2 });
    await expect(parseStartOptions(argv, { WONDE_TOKEN: 't' })).rejects.toBeInstanceOf(UsageEnd);
  });

  it('show help and end with 0', async () => {
    await expect(parseStartOptions(['--help'], {})).rejects.toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['no token', URL_FLAG, {}],
    ['an empty token', URL_FLAG, { WONDE_TOKEN: ' ' }],
    ['a token with a line break in it', URL_FLAG, { WONDE_TOKEN: 'a\nb' }],
    ['a token file that is not there', [...URL_FLAG, '--wonde-token-file', '/nowhere/token'], {}],
    ['no days at all', [], { GATEHOUSE_SUSPEND_UNLISTED_DAYS: '0' }],
  ])('are a wrong configuration with %s', async (_, argv, env) => {
    await expect(parseStartOptions(argv, env)).rejects.toBeInstanceOf(SetupError);
  });
});
