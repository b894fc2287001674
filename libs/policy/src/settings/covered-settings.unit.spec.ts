import { describe, expect, it } from '@jest/globals';
import { coveredSettings, NOTHING_COVERED } from './covered-settings.js';

const started = (settingsRevision: number) => ({
  type: 'SyncRunStarted',
  data: { basis: { settingsRevision } },
});
const completed = { type: 'SyncRunCompleted', data: { run: 0 } };
const connected = { type: 'SchoolConnected', data: {} };

describe('the settings that a run has covered', () => {
  it.each([
    ['none before the first run', [connected], -1],
    ['none by a run on no settings', [started(-1)], -1],
    ['those of the run that was started, ended or not', [connected, started(3)], 3],
    ['those of the last run', [started(0), completed, started(4), completed], 4],
    ['those before a run that does not say it', [started(2), { type: 'SyncRunStarted', data: {} }], 2],
    ['those of an earlier run that was started on later ones', [started(4), started(2)], 4],
  ])('are %s', (_, events, expected) => {
    expect(events.reduce(coveredSettings, NOTHING_COVERED)).toBe(expected);
  });
});
