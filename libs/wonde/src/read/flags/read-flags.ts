import { own } from '../json-shape.js';
import type { RowReader } from '../row-reader.js';
import type { RuleInput } from '../row-types.js';
import { flagSayings } from './flag-sayings.js';
import type { FlagSaying } from './flag-sayings.js';
import { holdingRecords } from './holding-records.js';

/**
 * The classes of flags that belong into the record `holder` of a row, wrapped or not (wonde-api sections 8.2 and 8.3).
 * A flag that contradicts itself within its row is `unreadable` (restrictions, Words: said twice, in two places, in two
 * spellings): its class is the one on which all agree, what belongs there and whatever else the row says of it. So it is
 * `absent` only if nothing says it, and one that stands only where it does not belong is unreadable, whatever it says.
 */
export function readFlags<Flag extends string>(
  reader: RowReader,
  holder: string,
  flags: readonly Flag[],
): Record<Flag, RuleInput> {
  const said = [...sayingsInPlace(reader, holder, flags), ...flagSayings(reader.row, holder, flags)];
  const unreadable = new Set<string>();
  const inputs = flags.map((flag) => {
    const ofFlag = said.filter((saying) => saying.flag === flag);
    const [input = 'absent', ...others] = new Set(ofFlag.map((saying) => saying.input));
    if (others.length === 0 && input !== 'unreadable') return [flag, input];
    for (const saying of ofFlag) if (saying.input !== 'absent') unreadable.add(saying.path);
    return [flag, 'unreadable'];
  });
  for (const path of unreadable) reader.report(path);
  return Object.fromEntries(inputs) as Record<Flag, RuleInput>;
}

/** What the place where the flags belong says by holding none: nothing there to read, or nothing said. */
function sayingsInPlace(reader: RowReader, holder: string, flags: readonly string[]): FlagSaying[] {
  const records = holdingRecords(reader.row, holder);
  if (records.length === 0) return flags.map((flag) => ({ flag, input: 'absent', path: holder }));
  return records.flatMap(({ record, path }) =>
    flags
      .filter((flag) => record === undefined || own(record, flag) === undefined)
      .map((flag) => ({ flag, input: record === undefined ? 'unreadable' : 'absent', path })),
  );
}
