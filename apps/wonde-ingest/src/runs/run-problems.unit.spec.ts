import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged, EventStoreRefused, EventStoreUnavailable } from '@gatehouse/event-store';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { KeyStoreUnavailable } from '@gatehouse/privacy';
import { ClosingUnreadable } from './closings-follower.js';
import { problemOfError } from './run-problems.js';
import { SyncEventUnreadable } from './sync-history.js';

const logged: object[] = [];
const log = (fields: object) => void logged.push(fields);
const logger = { debug: log, info: log, warn: log, error: log };
const problemOf = (error: unknown) => problemOfError(logger, 'A1', new AbortController().signal, error);

const RAW = '14 UNAVAILABLE: connect ECONNREFUSED jane@doe.example';

describe('what is said of a run that an engine failed', () => {
  it.each([
    [new EventStoreUnavailable(RAW), 'EVENT_STORE_UNAVAILABLE', 'The event store did not answer'],
    [new MessageBusUnavailable(RAW), 'MESSAGE_BUS_UNAVAILABLE', 'The message bus did not answer'],
    [new KeyStoreUnavailable(RAW), 'KEY_STORE_UNAVAILABLE', 'The key store did not answer'],
    [
      Object.assign(new Error(RAW), { code: 'READ_MODELS_UNAVAILABLE' }),
      'READ_MODELS_UNAVAILABLE',
      'The store of the read models did not answer',
    ],
  ])('names the engine, what to do, and that it is tried again: %#', (error, code, begins) => {
    const problem = problemOf(error);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(begins);
    expect(problem.message).toContain('see that it runs');
    expect(problem.message).toContain('tried again with the next synchronisation');
    expect(problem.message).not.toContain('jane');
    expect(logged.at(-1)).toMatchObject({ schoolId: 'A1', error: code });
  });

  it('names the right that is missing', () => {
    const { code, message } = problemOf(new EventStoreRefused('EventStoreDB refuses to append: grant it.'));
    expect(code).toBe('EVENT_STORE_REFUSED');
    expect(message).toMatch(/^EventStoreDB refuses to append: grant it\. .* tried again/);
  });
});

describe('what is said of a run of a school whose events cannot be read', () => {
  const event = { stream: 'sync-A1', revision: 4, type: 'SyncRunStarted' } as RecordedEvent;
  it.each([
    ['one is damaged', new EventDamaged(event), 'EVENT_DAMAGED'],
    ['one has another form', new SyncEventUnreadable(event), 'SYNC_EVENT_UNREADABLE'],
    ['a closing has', new ClosingUnreadable('A1', 'parent-portal'), 'CLOSING_UNREADABLE'],
  ])('is a code of its own, the school and what to do: %s', (_, error, code) => {
    const problem = problemOf(error);
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(/A1.*[Rr]estore the event store from a backup/s);
  });
});

describe('what is said of a run that another error failed', () => {
  it.each([
    ['a defect', new TypeError('jane@doe.example')],
    ['a code that looks like an engine', Object.assign(new Error('jane'), { code: 'EVENT_STORE_SETTINGS' })],
  ])('is its class alone: %s', (_, error) => {
    const { code, message } = problemOf(error);
    expect(code).toBe('UNEXPECTED');
    expect(message).not.toContain('jane');
  });
});
