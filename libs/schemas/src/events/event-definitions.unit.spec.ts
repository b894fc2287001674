import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as schemas from '../index.js';
import { KINDS, ledgerEventType, meaningOfLine } from '../index.js';
import type { EventDefinition } from '../index.js';

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'says' in value && 'version' in value;
const definitions = Object.values<unknown>(schemas).filter(isDefinition);
const named = definitions.map((definition) => ({
  name: `${definition.type}@${definition.version}`,
  definition,
}));

const OUTCOMES = ['imported', 'excluded', 'withdrawn'] as const;
const LISTS = [
  schemas.SYNC_EVENTS,
  schemas.PERMISSION_EVENTS,
  schemas.SETTINGS_EVENTS,
  schemas.RESTRICTION_EVENTS,
  schemas.LEDGER_EVENTS,
  schemas.CLOSING_EVENTS,
  schemas.HIDDEN_EVENTS,
  schemas.INSTALLATION_EVENTS,
];

describe('events', () => {
  it('are each in the list of their stream, and none twice', () => {
    const listed = LISTS.flatMap((list) => list.map((definition) => definition.type));
    expect([...listed].sort()).toEqual(definitions.map((definition) => definition.type).sort());
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
  });

  it.each(named)('$name says its fact in a sentence', ({ definition }) => {
    expect(definition.says).toMatch(/^[A-Z].+\.$/);
  });

  it.each(named)('$name marks each field public or personal', ({ definition }) => {
    const marks = Object.entries(definition.data.shape).map(([field, schema]) => [
      field,
      (schema as z.ZodType).meta()?.['privacy'],
    ]);
    expect(marks.filter(([, mark]) => mark !== 'public' && mark !== 'personal')).toEqual([]);
  });

  it('hold personal data only in what is sealed, and only of records that came in', () => {
    const personal = definitions.flatMap(({ type, data }) =>
      Object.entries(data.shape)
        .filter(([, schema]) => (schema as z.ZodType).meta()?.['privacy'] === 'personal')
        .map(([field]) => `${type}.${field}`),
    );
    expect(personal.sort()).toEqual(
      KINDS.map((kind) => `${ledgerEventType(kind, 'imported')}.sealed`).sort(),
    );
  });
});

describe('ledger lines', () => {
  const cases = KINDS.flatMap((kind) => OUTCOMES.map((outcome) => ({ kind, outcome })));

  it.each(cases)('$kind $outcome has an event, which means just that', ({ kind, outcome }) => {
    const type = ledgerEventType(kind, outcome);
    expect(schemas.LEDGER_EVENTS.map((definition) => definition.type as string)).toContain(type);
    expect(meaningOfLine(type)).toEqual({ kind, outcome });
  });

  it('a fence is about no record', () => expect(meaningOfLine('RunFenced')).toBeUndefined());
});

describe('published schemas', () => {
  const file = new URL('../schema-fingerprints.json', import.meta.url);
  const published = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const fingerprintOf = (definition: EventDefinition) =>
    createHash('sha256')
      .update(JSON.stringify(z.toJSONSchema(definition.data), sortKeys))
      .digest('hex');

  it.each(named)('$name is as it was published', ({ name, definition }) => {
    const now = fingerprintOf(definition);
    const complaint =
      published[name] === undefined
        ? `${name} is new. Add "${name}": "${now}" to schema-fingerprints.json.`
        : `${name} has changed, but stored ledgers hold events of the old form. Restore it and put the change into ` +
          `version ${definition.version + 1}. Only while ${name} was in no release may its line become "${now}".`;
    expect(published[name] === now ? 'as published' : complaint).toBe('as published');
  });

  it('none is gone: stored ledgers still hold its events', () => {
    const known = definitions.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, older) => `${type}@${older + 1}`),
    );
    expect(Object.keys(published).filter((name) => !known.includes(name))).toEqual([]);
  });

  /** The order in which a schema lists its keys says nothing. */
  function sortKeys(_: string, value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
});
