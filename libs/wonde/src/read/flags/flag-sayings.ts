import { sayingsOf } from '../../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../../json/delivered.js';
import { isJsonRecord } from '../../json/json-shape.js';
import type { FlagNames } from './flag-names.js';
import { ruleInputOf } from '../rule-input-of.js';
import type { RuleInput } from '../row-types.js';

/** One place of a row that says something of a flag, and the class of what it says. */
export interface FlagSaying {
  flag: string;
  input: RuleInput;
  /** In the names that are asked for, however the source spells them. */
  path: string;
}

// Wonde wraps once. What is wrapped deeper than this may say anything.
const DEEPEST = 8;

/**
 * Everything that a row says of the flags: in itself, in the record that holds them, and in all that stands in either
 * under that record's name or `data`, through lists; in whatever spelling.
 */
export function flagSayings(row: DeliveredRecord, names: FlagNames): FlagSaying[] {
  const said: FlagSaying[] = [];
  const waiting: { value: Delivered; path: string; depth: number }[] = [{ value: row, path: '', depth: 0 }];
  // The list grows while it is walked.
  for (const { value, path, depth } of waiting) {
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) {
      for (const flag of names.flags) said.push({ flag, input: 'unreadable', path });
    } else if (isJsonRecord(value)) {
      for (const key of Object.keys(value)) {
        const meaning = names.meaningOf(key);
        if (!meaning) continue;
        const { flag, way } = meaning;
        for (const saying of sayingsOf(value[key])) {
          if (flag !== undefined) said.push({ flag, input: ruleInputOf(saying), path: joined(path, flag) });
          if (way !== undefined) waiting.push({ value: saying, path: joined(path, way), depth: depth + 1 });
        }
      }
    } else if (Array.isArray(value)) {
      value.forEach((part, index) =>
        waiting.push({ value: part, path: `${path}.${index}`, depth: depth + 1 }),
      );
    }
  }
  return said;
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
