import type { FlagNames } from './flag-names.js';
import { own } from '../../json/json-shape.js';
import type { RowReader } from '../row-reader.js';
import type { RuleInput } from '../row-types.js';
import { flagSayings } from './flag-sayings.js';
import type { FlagSaying } from './flag-sayings.js';
import { holdingRecords } from './holding-records.js';

/**
 * The classes of a row's flags, which belong into one of its records, wrapped or not (wonde-api sections 8.2 and 8.3).
 * A flag that contradicts itself within its row is `unreadable` (restrictions, Words: said twice, in two places, in two
 * spellings): its class is the one on which all agree, what belongs there and whatever else the row says of it. So it is
 * `absent` only if nothing says it, and one that stands only where it does not belong is unreadable, whatever it says.
 */
export function readFlags<Flag extends string>(
  reader: RowReader,
  names: FlagNames<Flag>,
): Record<Flag, RuleInput> {
  const said = [...sayingsInPlace(reader, names), ...flagSayings(reader.row, names)];
  const inputs: { [flag: string]: RuleInput } = {};
  for (const { flag, input } of said) {
    const before = inputs[flag] ?? input;
    inputs[flag] = before === input ? input : 'unreadable';
  }
  const unreadable = said.filter(({ flag, input }) => inputs[flag] === 'unreadable' && input !== 'absent');
  for (const path of new Set(unreadable.map((saying) => saying.path))) reader.report(path);
  const entries = names.flags.map((flag) => [flag, inputs[flag] ?? 'absent']);
  return Object.fromEntries(entries) as Record<Flag, RuleInput>;
}

/** What the place where the flags belong says by holding none: nothing there to read, or nothing said. */
function sayingsInPlace(reader: RowReader, { holder, flags }: FlagNames): FlagSaying[] {
  const records = holdingRecords(reader.row, holder);
  if (records.length === 0) return flags.map((flag) => ({ flag, input: 'absent', path: holder }));
  return records.flatMap(({ record, path }) =>
    flags
      .filter((flag) => record === undefined || own(record, flag) === undefined)
      .map((flag) => ({ flag, input: record === undefined ? 'unreadable' : 'absent', path })),
  );
}
