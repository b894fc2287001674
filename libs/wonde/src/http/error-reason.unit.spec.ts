import { describe, expect, it } from '@jest/globals';
import { errorReason } from './error-reason.js';

const TOKEN = '0123456789abcdef';
const ASKED = ['contacts', 'contacts.contact_details', 'students', 'subject'];
const reasonOf = (body: unknown) => errorReason(JSON.stringify(body), TOKEN, ASKED);
const include = (said: unknown) => reasonOf({ error: 'invalid_include', error_description: said });

describe('an error that refuses includes', () => {
  it.each<[unknown, string[]]>([
    ['subject', ['subject']],
    ['contacts.contact_details', ['contacts.contact_details']],
    ['contact_details', ['contacts.contact_details']],
    ['contacts, subject', ['contacts', 'subject']],
    [
      ['contacts', 'subject'],
      ['contacts', 'subject'],
    ],
    ['The include "subject" is not available', ['subject']],
    ['Invalid includes', []],
    ['photo', []],
    [undefined, []],
    [{ subject: true }, []],
  ])('names of those asked for in %j: %j', (said, names) => {
    const words = names.length > 0 ? `invalid_include: ${names.join(', ')}` : 'invalid_include';
    expect(include(said)).toEqual({ words, refusedIncludes: names });
  });

  it.each([
    { error: 'bad_request', error_description: 'Invalid includes' },
    { message: 'Invalid include subject' },
    { error: 'invalid_includes' },
  ])('is known by other words, too: %j', (body) => {
    expect(reasonOf(body).refusedIncludes).toBeDefined();
  });

  it.each([
    { error: 'invalid_request', error_description: 'subject' },
    { error: 'invalid_school' },
    { data: { error: 'invalid_include' } },
    { error: { error: 'invalid_include' } },
    ['invalid_include'],
  ])('is none: %j', (body) => {
    expect(reasonOf(body).refusedIncludes).toBeUndefined();
  });
});

describe('what an error says', () => {
  it.each([
    [
      { error: 'invalid_permissions', error_description: 'Scope attendance.read not enabled' },
      'invalid_permissions: attendance.read',
    ],
    [{ message: 'contacts.read' }, 'contacts.read'],
    [{ error: 'forbidden', message: 'subject.read is missing' }, 'subject.read'],
    [{ error: 'resource_not_found', error_description: 'The resource' }, 'resource_not_found'],
    [{ error: 'invalid_token' }, 'invalid_token'],
    [{ error: 'teapot' }, undefined],
  ])('of %j is %j', (body, words) => {
    expect(reasonOf(body).words).toBe(words);
  });

  it.each([
    { error: 'invalid_include', error_description: 'Ada Lovelace, ada@lovelace.example, SW1A 1AA' },
    { error: `invalid_include.${TOKEN}`, message: `${TOKEN}.read` },
    { error: 'invalid_permissions', error_description: 'Scope lovelace.read is not enabled for Ada' },
    { error: 'Ada', code: 'Lovelace', message: ['Lovelace'], error_description: TOKEN },
  ])('never is free text, nor the token: %j', (body) => {
    expect(JSON.stringify(reasonOf(body))).not.toMatch(/ada|lovelace|SW1A|0123456789/i);
  });

  it.each(['', 'Invalid includes', '<html>invalid_include</html>', '{"error": "invalid_include"'])(
    'is nothing where the body is no JSON: %j',
    (text) => {
      expect(errorReason(text, TOKEN, ASKED)).toEqual({ words: undefined, refusedIncludes: undefined });
    },
  );
});
