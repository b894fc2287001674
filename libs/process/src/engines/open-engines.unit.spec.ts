import { DataFileNotUsable, SqliteFailure } from '@gatehouse/sqlite';
import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { orConfigurationError } from './open-engines.js';

const opening = (error: Error) =>
  orConfigurationError('GATEHOUSE_MESSAGE_BUS', () => Promise.reject(error)).catch(
    (thrown: unknown) => thrown,
  );

describe('a file that cannot be opened', () => {
  it.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'])(
    'now, because it is locked or full, is an engine that is away (%s)',
    async (code) => {
      const failure = new SqliteFailure(code, 'Not now.');
      expect(await opening(failure)).toMatchObject({ code: 'MESSAGE_BUS_UNAVAILABLE', cause: failure });
    },
  );

  it.each([
    ['that must not be written', new DataFileNotUsable('/data/bus.db', 'EROFS')],
    ['that is damaged', new SqliteFailure('SQLITE_CORRUPT', '/data/bus.db: malformed')],
  ])('%s is a matter of configuration', async (_, error) => {
    const told = await opening(error);
    expect(told).toBeInstanceOf(ConfigurationError);
    expect((told as Error).message).toContain(`GATEHOUSE_MESSAGE_BUS: ${error.message}`);
  });
});
