import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { undeclared } from './declared.js';
import { defineEvent, inTodaysForm, open } from './events/define-event.js';

const METADATA = { schemaVersion: 1, actor: 'wonde-ingest', recordedAt: '2026-09-01T02:00:00.000Z' };
const failed = { run: 7, code: 'DEADLINE_PASSED', message: 'Too late.' };
const event = (data: object, metadata: object = {}) => ({
  type: 'SyncRunFailed',
  data: { ...failed, ...data },
  metadata: { ...METADATA, ...metadata },
});

describe('an event that is to be appended', () => {
  it('is as it is declared', () => expect(undeclared('sync-A1', event({}))).toBeUndefined());

  it.each<[string, string, ReturnType<typeof event>, string]>([
    ['has a type of another stream', 'settings-A1', event({}), 'the type'],
    ['has a type that nobody declares', 'sync-A1', { ...event({}), type: 'SyncRunLost' }, 'the type'],
    ['is in a stream that is none of ours', 'other', event({}), 'the type'],
    ['has a field beside those declared', 'sync-A1', event({ name: 'Ada' }), 'a field that is not declared'],
    ['has a value that its schema refuses', 'sync-A1', event({ run: 'seven' }), 'run'],
    ['lacks a field', 'sync-A1', event({ code: undefined }), 'code'],
    ['is of another version', 'sync-A1', event({}, { schemaVersion: 2 }), 'metadata.schemaVersion'],
    ['says more about itself', 'sync-A1', event({}, { mood: 'x' }), 'metadata.a field that is not declared'],
    ['has no time', 'sync-A1', event({}, { recordedAt: 'now' }), 'metadata.recordedAt'],
  ])('is refused that %s, without its values', (_, stream, given, field) => {
    expect(undeclared(stream, given)).toBe(field);
  });
});

describe('an event that was recorded in an older form', () => {
  const NameTaken = defineEvent(
    'NameTaken',
    3,
    'A name.',
    { forename: open(z.string()), day: open(z.string()) },
    [({ name }) => ({ forename: name }), (data) => ({ ...data, day: 'unknown' })],
  );
  const recorded = (schemaVersion: number, data: { [field: string]: unknown }) => ({
    type: 'NameTaken',
    data,
    metadata: { schemaVersion },
  });

  it.each([
    [1, { name: 'Ada' }],
    [2, { forename: 'Ada' }],
    [3, { forename: 'Ada', day: 'unknown' }],
  ])('is read in today’s form: version %d', (version, data) => {
    expect(inTodaysForm(NameTaken, recorded(version, data))).toEqual(
      recorded(3, { forename: 'Ada', day: 'unknown' }),
    );
  });

  it('stays as it is where only a newer version knows it, or it says no version', () => {
    for (const version of [4, Number.NaN, 0, -1, 1.5]) {
      const event = recorded(version, { name: 'Ada' });
      expect(inTodaysForm(NameTaken, event)).toBe(event);
    }
  });

  it('stays as it is where it is not even of its own form', () => {
    const Counted = defineEvent('Counted', 2, 'A count.', { of: open(z.number()) }, [
      ({ all }) => ({ of: (all as unknown[]).length }),
    ]);
    const event = { type: 'Counted', data: {}, metadata: { schemaVersion: 1 } };
    expect(inTodaysForm(Counted, event)).toBe(event);
  });

  it('cannot be declared without a way to today’s', () => {
    expect(() => defineEvent('NameTaken', 2, 'A name.', {})).toThrow('needs 1 upcasts');
  });
});
