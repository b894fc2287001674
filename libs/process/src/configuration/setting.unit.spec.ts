import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  COMMON_SETTINGS,
  DEAD_LETTERS_SETTINGS,
  healthSetting,
  READ_MODELS_SETTINGS,
} from './common-settings.js';
import { ConfigurationError } from './configuration-error.js';
import { readSettings } from './setting.js';
import { SUSPENSION_SETTINGS } from './suspension-settings.js';

const KEY = 'abcd'.repeat(16);
const SETTINGS = {
  ...COMMON_SETTINGS,
  ...READ_MODELS_SETTINGS,
  ...DEAD_LETTERS_SETTINGS,
  ...SUSPENSION_SETTINGS,
  ...healthSetting(4090),
};
const GOOD = {
  GATEHOUSE_EVENT_STORE: 'esdb://name:word@one:2113,two:2113?tls=true',
  GATEHOUSE_MESSAGE_BUS: 'kafka://one:9092,two:9093',
  GATEHOUSE_READ_MODELS: 'mongodb://one:27017/documents',
  GATEHOUSE_KEY_STORE: 'file:/srv/a folder/keys.db',
  GATEHOUSE_MASTER_KEY: KEY,
};

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'settings-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string) => {
  const file = path.join(folder, 'file');
  writeFileSync(file, text);
  return file;
};

function problemsOf(environment: { [variable: string]: string | undefined }): readonly string[] {
  try {
    readSettings(SETTINGS, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('the configuration of a process', () => {
  it('chooses adapters by the schemes of addresses, and has defaults for the rest', () => {
    expect(readSettings(SETTINGS, { ...GOOD, GATEHOUSE_INSTANCE: 'one', GATEHOUSE_LOG: '' })).toEqual({
      eventStore: { engine: 'eventstoredb', connection: GOOD.GATEHOUSE_EVENT_STORE },
      messageBus: {
        engine: 'kafka',
        brokers: ['one:9092', 'two:9093'],
        tls: undefined,
        sasl: undefined,
        topics: {},
      },
      readModels: { engine: 'mongodb', address: GOOD.GATEHOUSE_READ_MODELS },
      keyStore: { engine: 'embedded', file: '/srv/a folder/keys.db' },
      masterKey: Buffer.from(KEY, 'hex'),
      instance: 'one',
      host: '127.0.0.1',
      logLevel: 'info',
      insecure: false,
      deadLettersFull: 1_000,
      unlistedDays: 7,
      unreadDays: 30,
      healthPort: 4090,
    });
  });

  it.each([
    ['kafka://one:1', { brokers: ['one:1'], tls: undefined, sasl: undefined }],
    ['kafka://one:1/?tls=false', { brokers: ['one:1'], tls: false, sasl: undefined }],
    [
      'kafka://na%40me:pass%2Fword@one:1?tls=true',
      {
        brokers: ['one:1'],
        tls: true,
        sasl: { mechanism: 'scram-sha-512', username: 'na@me', password: 'pass/word' },
      },
    ],
    [
      'kafka://name:word@one:1?mechanism=plain',
      {
        brokers: ['one:1'],
        tls: undefined,
        sasl: { mechanism: 'plain', username: 'name', password: 'word' },
      },
    ],
  ])('reads %s', (address, expected) => {
    const { messageBus } = readSettings(SETTINGS, { ...GOOD, GATEHOUSE_MESSAGE_BUS: address });
    expect(messageBus).toEqual({ engine: 'kafka', topics: {}, ...expected });
  });

  it.each([
    ['partitions=24', { partitions: 24 }],
    ['replication=3&min-in-sync=3', { replicationFactor: 3, minInSyncReplicas: 3 }],
    ['min-in-sync=2', { minInSyncReplicas: 2 }],
    ['tls=true&retention-hours=168', { retentionMs: 604_800_000 }],
  ])('reads how topics are made: %s', (options, topics) => {
    const address = `kafka://one:1?${options}`;
    const { messageBus } = readSettings(SETTINGS, { ...GOOD, GATEHOUSE_MESSAGE_BUS: address });
    expect(messageBus).toMatchObject({ brokers: ['one:1'], topics });
  });

  it('reads what may be secret from a file, white space around it left out', () => {
    const { GATEHOUSE_MASTER_KEY: _, ...others } = GOOD;
    const { masterKey } = readSettings(SETTINGS, {
      ...others,
      GATEHOUSE_MASTER_KEY_FILE: fileOf(`${KEY}\n`),
    });
    expect(masterKey.toString('hex')).toBe(KEY);
  });

  it('refuses a master key of zeros, and says how to make one', () => {
    const [problem, ...others] = problemsOf({ ...GOOD, GATEHOUSE_MASTER_KEY: '0'.repeat(64) });
    expect(problem).toMatch(/^GATEHOUSE_MASTER_KEY is all zeros.*"openssl rand -hex 32/);
    expect(problem).not.toContain('0000');
    expect(others).toEqual([]);
  });

  it('names everything that is missing, a line for each', () => {
    expect(problemsOf({}).map((problem) => problem.split(/ (?=is not set\. Give)/)[0])).toEqual([
      'GATEHOUSE_EVENT_STORE',
      'GATEHOUSE_MESSAGE_BUS',
      'GATEHOUSE_KEY_STORE',
      'GATEHOUSE_MASTER_KEY',
      'GATEHOUSE_READ_MODELS',
    ]);
  });

  it.each([
    ['GATEHOUSE_EVENT_STORE', 'SECRET'],
    ['GATEHOUSE_EVENT_STORE', 'kafka://SECRET:1'],
    ['GATEHOUSE_EVENT_STORE', 'file:SECRET.db'],
    ['GATEHOUSE_EVENT_STORE', 'file://SECRET/events.db'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://SECRET'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://SECRET:1,'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://name@SECRET:1'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://name:%SECRET@one:1'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?tls=SECRET'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?mechanism=SECRET'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?SECRET=true'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?partitions=SECRET'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?partitions=0'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?partitions=1001'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?partitions=12&partitions=24'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?replication=2&min-in-sync=3'],
    ['GATEHOUSE_MESSAGE_BUS', 'kafka://one:1?retention-hours=-1'],
    ['GATEHOUSE_READ_MODELS', 'esdb://SECRET:1'],
    ['GATEHOUSE_KEY_STORE', 'mongodb://'],
    ['GATEHOUSE_MASTER_KEY', `SECRET${KEY}`],
    ['GATEHOUSE_INSTANCE', 'two SECRETs'],
    ['GATEHOUSE_HOST', 'http://SECRET'],
    ['GATEHOUSE_LOG', 'SECRET'],
    ['GATEHOUSE_INSECURE', 'SECRET'],
    ['GATEHOUSE_HEALTH_PORT', 'SECRET'],
    ['GATEHOUSE_HEALTH_PORT', '65536'],
    ['GATEHOUSE_HEALTH_PORT', '-1'],
    ['GATEHOUSE_DEAD_LETTERS_FULL', '0'],
    ['GATEHOUSE_DEAD_LETTERS_FULL', '100001'],
    ['GATEHOUSE_SUSPEND_UNLISTED_DAYS', '0'],
    ['GATEHOUSE_SUSPEND_UNLISTED_DAYS', '1.5'],
    ['GATEHOUSE_SUSPEND_UNREAD_DAYS', '0'],
    ['GATEHOUSE_SUSPEND_UNREAD_DAYS', 'never'],
  ])('refuses %s=%s in one line that does not repeat it', (variable, text) => {
    const problems = problemsOf({ ...GOOD, [variable]: text });
    expect(problems).toEqual([
      expect.stringMatching(new RegExp(`^${variable} cannot be used\\. Give .+\\.$`)),
    ]);
    expect(problems[0]).not.toMatch(/SECRET|65536|\n/);
  });

  it('refuses a file that cannot be read, holds something else, or stands beside the variable', () => {
    const { GATEHOUSE_MASTER_KEY: _, ...others } = GOOD;
    const withFile = (file: string) => problemsOf({ ...others, GATEHOUSE_MASTER_KEY_FILE: file });
    expect(withFile(path.join(folder, 'none'))).toEqual([
      'GATEHOUSE_MASTER_KEY_FILE names a file that cannot be read (ENOENT). Correct either.',
    ]);
    expect(withFile(fileOf('SECRET'))).toEqual([
      expect.stringMatching(/^GATEHOUSE_MASTER_KEY_FILE cannot be used\. Give the 64 hex digits/),
    ]);
    expect(problemsOf({ ...GOOD, GATEHOUSE_MASTER_KEY_FILE: fileOf(KEY) })).toEqual([
      'GATEHOUSE_MASTER_KEY and GATEHOUSE_MASTER_KEY_FILE are both set. Give one of them.',
    ]);
  });
});
