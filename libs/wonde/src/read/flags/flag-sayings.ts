import { rowOf, sayingsOf } from '../../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../../json/delivered.js';
import { isContainer, isJsonRecord } from '../../json/json-shape.js';
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

/**
 * Everything that a row says of the flags, wherever in it and in whatever spelling: an order that stands in the record of the
 * link between two tables, say, is one. What is kept apart by its name says nothing of them. A row may nest by the
 * thousand, and is not walked by calls.
 */
export function flagSayings(row: DeliveredRecord, names: FlagNames): FlagSaying[] {
  const said: FlagSaying[] = [];
  const waiting: { value: Delivered; path: string }[] = [{ value: row, path: '' }];
  // The list grows while it is walked.
  for (const { value, path } of waiting) {
    const part = rowOf(value) as Delivered;
    if (Array.isArray(part)) {
      part.forEach((one, index) => {
        if (isContainer(one)) waiting.push({ value: one, path: joined(path, String(index)) });
      });
    } else if (isJsonRecord(part)) {
      for (const key of Object.keys(part)) {
        const { flag, way = '*', isApart } = names.meaningOf(key);
        if (isApart) continue;
        for (const saying of sayingsOf(part[key])) {
          if (flag !== undefined) said.push({ flag, input: ruleInputOf(saying), path: joined(path, flag) });
          if (isContainer(saying)) waiting.push({ value: saying, path: joined(path, way) });
        }
      }
    }
  }
  return said;
}

/** Names of the source's own may be personal: they are no part of a path, and one sign stands for all of them. */
const joined = (path: string, name: string): string => {
  if (name === '*' && path.endsWith('*')) return path;
  if (path.length > LONGEST_PATH) return path;
  return path === '' ? name : `${path}.${name}`;
};

/** Deeper than a person reads a path nobody needs to know where something stands. */
const LONGEST_PATH = 128;
