import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ADD_ONS, FIELD_KEYS, PERMISSION_PATHS, PERMISSIONS, REASON_ROWS, reasonSchema } from '../index.js';

type Row = Record<string, string>;
const tableOf = (name: string) =>
  parse<Row>(readFileSync(new URL(`../../domain/${name}`, import.meta.url)), { columns: true });
const labels = [...new Set(PERMISSIONS.map(({ label }) => label))];

// When one of these fails after a table has changed: `npm run generate`.
describe('the generated constants say what the tables say', () => {
  it('permissions.csv', () => {
    const rows = tableOf('permissions.csv').map(
      ({ add_on: addOn, feature, level, wonde_label: label, role }) => ({
        addOn,
        feature,
        level,
        label,
        role,
      }),
    );
    expect(PERMISSIONS).toEqual(rows);
  });

  it('permission-paths.csv', () => {
    const rows = tableOf('permission-paths.csv').map(({ wonde_label: label, json_path: path, ...row }) => ({
      ...row,
      label,
      path,
    }));
    expect(PERMISSION_PATHS).toEqual(rows);
  });

  it('field-keys.csv', () => {
    expect(FIELD_KEYS).toEqual(tableOf('field-keys.csv'));
  });

  it('reason-codes.csv', () => {
    const rows = tableOf('reason-codes.csv').map((row) => ({
      code: row['code'],
      appliesTo: row['applies_to'],
      origin: row['origin'],
      whoCanFix: row['who_can_fix'],
      meaning: row['meaning'],
      howToFix: row['how_to_fix'],
      visibleTo: row['visible_to'],
    }));
    expect(REASON_ROWS).toEqual(rows);
    expect(reasonSchema.options).toEqual(rows.map(({ code }) => code));
  });
});

describe('permissions', () => {
  it('belong to every add-on, and to no other', () => {
    expect([...new Set(PERMISSIONS.map(({ addOn }) => addOn))]).toEqual([...ADD_ONS]);
  });

  it.each(labels)('%s has one place in Wonde', (label) => {
    expect(PERMISSION_PATHS.filter((path) => path.label === label)).toHaveLength(1);
  });

  it('stand in an add-on once', () => {
    const rows = PERMISSIONS.map(({ addOn, label }) => `${addOn}: ${label}`);
    expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
  });

  it('are required in the core and optional in every other feature', () => {
    const other = PERMISSIONS.filter(({ feature, level }) => (feature === 'core') !== (level === 'required'));
    expect(other).toEqual([]);
  });

  it('decide, and are not stored, for exactly the three rule inputs', () => {
    const inputs = PERMISSIONS.filter(({ role }) => role === 'rule input').map(({ label }) => label);
    expect([...new Set(inputs)].sort()).toEqual([
      'Contacts court order',
      'Contacts parental responsibility',
      'Employees current',
    ]);
    const stored = PERMISSIONS.filter(({ role }) => role === '').map(({ label }) => label);
    expect(stored.filter((label) => inputs.includes(label))).toEqual([]);
  });

  it.each(ADD_ONS)('of %s bring the rule inputs with the people they decide about', (addOn) => {
    const features = new Set(PERMISSIONS.filter((row) => row.addOn === addOn).map(({ feature }) => feature));
    for (const feature of features) {
      // What is approved when just this feature is on: the core and the feature.
      const on = PERMISSIONS.filter(
        (row) => row.addOn === addOn && ['core', feature].includes(row.feature),
      ).map(({ label }) => label);
      if (on.some((label) => label.startsWith('Employees '))) expect(on).toContain('Employees current');
      if (on.some((label) => label.startsWith('Contacts '))) {
        expect(on).toEqual(
          expect.arrayContaining(['Contacts court order', 'Contacts parental responsibility']),
        );
      }
    }
  });
});

describe('keys inside fields', () => {
  const rowsOf = (field: string) => FIELD_KEYS.filter((row) => row.field === field);
  const isPlain = (value: string) => value === 'text' || value === 'scalar';
  /** Fields that a permission names, under all the names that the source may use. */
  const named = PERMISSION_PATHS.flatMap(({ path }) =>
    path.split('|').map((alias) => alias.trim().split('.').at(-1)),
  );

  it('are those of fields that a permission names, or of a part of one', () => {
    const parts = FIELD_KEYS.map(({ value }) => value);
    const unknown = FIELD_KEYS.filter(({ field }) => !named.includes(field) && !parts.includes(field));
    expect(unknown).toEqual([]);
  });

  it('stand in a field once, and say what their value may be', () => {
    const names = FIELD_KEYS.map(({ field, key }) => `${field}.${key}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const unknown = FIELD_KEYS.filter(({ value }) => !isPlain(value) && rowsOf(value).length === 0);
    expect(unknown).toEqual([]);
  });

  it('say of a field that it may be what a part may be in one step: no circle can come of it', () => {
    const bare = FIELD_KEYS.filter(({ key, value }) => key === '' && !isPlain(value));
    const further = bare.flatMap(({ value }) => rowsOf(value)).filter((row) => row.key === '');
    expect(further.filter(({ value }) => !isPlain(value))).toEqual([]);
  });
});

describe('reasons', () => {
  it.each(REASON_ROWS)('$code says what it means, how to fix it, by whom, and who may see it', (row) => {
    expect(row.meaning).toMatch(/^[A-Z].+\.$/);
    expect(row.howToFix).toMatch(/^[A-Z].+\.$/);
    expect(['school', 'operator']).toContain(row.whoCanFix);
    expect(['safeguarding', 'office']).toContain(row.visibleTo);
  });

  it('that tell of orders, responsibility or a block are for safeguarding eyes only', () => {
    const seenByOffice = REASON_ROWS.filter(({ visibleTo }) => visibleTo === 'office').map(
      ({ code }) => code,
    );
    expect(seenByOffice.filter((code) => /COURT|RESPONSIBILITY|BLOCKED|RULE_INPUT/.test(code))).toEqual([]);
  });
});
