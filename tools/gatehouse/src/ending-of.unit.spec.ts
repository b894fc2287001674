import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '@gatehouse/process/engines';
import { DataFileNotUsable, SqliteFailure } from '@gatehouse/sqlite';
import { endingOf } from './ending-of.js';
import { SettingsMoved } from './settings/append-settings.js';
import { UsageError } from './usage-error.js';

describe('the end of a command that failed', () => {
  it.each([
    [new UsageError('Give two rows.'), 2, 'error: Give two rows.'],
    [new ConfigurationError(['Set it.']), 3, 'Set it.'],
    [new SqliteFailure('SQLITE_FULL', 'The disk is full.'), 1, 'The disk is full.'],
    [new DataFileNotUsable('/data/events.db', 'EROFS'), 3, expect.stringContaining('is not read-only')],
    [new SettingsMoved('A1'), 1, expect.stringContaining('try again in a moment')],
  ])('tells the words of what was written for people: %s', (error, exitCode, message) => {
    expect(endingOf(error)).toEqual({ exitCode, message });
  });

  it.each([
    [Object.assign(new TypeError('Jane Doe'), { code: 'ERR_INVALID_ARG_VALUE' }), 'ERR_INVALID_ARG_VALUE'],
    [new SyntaxError('Unexpected token J, "Jane Doe" is not valid JSON'), 'SyntaxError'],
    [Object.assign(new Error('Jane Doe'), { code: 'Jane Doe', name: 'Jane Doe' }), 'Error'],
    ['Jane Doe', 'string'],
  ])('tells of every other no more than its class: %#', (error, told) => {
    const { exitCode, message } = endingOf(error);
    expect(exitCode).toBe(1);
    expect(message).toContain(`Unexpected: ${told}.`);
    expect(message).not.toContain('Jane');
  });
});
