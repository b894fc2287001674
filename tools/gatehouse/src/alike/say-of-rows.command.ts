import { RowsJoined, RowsToldApart } from '@gatehouse/schemas';
import type { Command } from 'commander';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import type { KnownRegister } from '../restrictions/known-register.js';
import type { Decide } from '../restrictions/say-word.js';
import { AT_ONCE, sayWord, WITH_THE_NEXT_RUN, withWordOptions } from '../restrictions/say-word.js';
import type { WordFlags } from '../restrictions/word-options.js';
import { rowOf } from '../restrictions/word-options.js';
import { changeOf } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';

/** `gatehouse alike separate`: the rows are all different people. */
export function addAlikeSeparate(parent: Command, terminal: Terminal, useData: UseData): void {
  const separate = parent
    .command('separate')
    .description(
      'Says that the rows are all different people, each from each: what keeps one of them out reaches no other of them, ' +
        'orders that come later included. Somebody must have looked at both people. Only a upi that two of them come to ' +
        'share later makes them one again.',
    )
    .argument('<row...>', 'two rows or more, by record key');
  withWordOptions(separate)
    .addHelpText(
      'after',
      examples([
        "alike separate --school A1000008530 0123456789abcdef0123456789abcdef fedcba9876543210fedcba9876543210 --actor 'S. Lead' --reason 'Both known to the office'",
        'two people of one name',
      ]),
    )
    .action((rows: string[], flags: WordFlags) => {
      const apart = rowsOf(rows);
      return sayWord(flags, WITH_THE_NEXT_RUN, terminal, useData, separating(apart));
    });
}

/** `gatehouse alike join`: the rows are one adult. */
export function addAlikeJoin(parent: Command, terminal: Terminal, useData: UseData): void {
  const join = parent
    .command('join')
    .description(
      'Says that the rows are one person: what keeps one of them out keeps all of them out, orders that come later ' +
        'included. "alike separate" takes it back.',
    )
    .argument('<row...>', 'two rows or more, by record key');
  withWordOptions(join)
    .addHelpText(
      'after',
      examples([
        "alike join --school A1000008530 0123456789abcdef0123456789abcdef fedcba9876543210fedcba9876543210 --actor 'S. Lead' --reason 'Maiden name and married name'",
        'one person under two names',
      ]),
    )
    .action((rows: string[], flags: WordFlags) => {
      const together = rowsOf(rows);
      return sayWord(flags, AT_ONCE, terminal, useData, joining(together));
    });
}

function rowsOf(keys: readonly string[]): string[] {
  const rows = keys.map((key) => rowOf('Each row', key));
  if (new Set(rows).size < rows.length) throw new UsageError('The same row is given twice.');
  if (rows.length < 2) throw new UsageError('Give two rows or more.');
  return rows;
}

const separating =
  (rows: readonly string[]): Decide =>
  (known, { reason, shown }) => {
    mustBeKnown(known, rows);
    const pairs = rows.flatMap((row, i) => rows.slice(i + 1).map((other) => [row, other] as const));
    if (pairs.every(([a, b]) => known.standings.one.areApart(a, b)))
      throw new UsageError('These rows are told apart already. Nothing was recorded.');
    return { change: changeOf(RowsToldApart, { rows: [...rows], shown, reason }), rows };
  };

const joining =
  (rows: readonly string[]): Decide =>
  (known, { reason, shown }) => {
    mustBeKnown(known, rows);
    const pupils = rows.filter((row) => known.sight.register.rows.get(row)?.kind === 'student');
    if (pupils.length > 0 && pupils.length < rows.length)
      throw new UsageError('Some of the rows are pupils, and some are not: they are not one person.');
    return { change: changeOf(RowsJoined, { rows: [...rows], shown, reason }), rows };
  };

/** @throws UsageError: a word about a row that nobody has shown is most likely about another than was meant. */
function mustBeKnown({ sight }: KnownRegister, rows: readonly string[]): void {
  const unknown = rows.filter((row) => !sight.register.rows.has(row));
  if (unknown.length === 0) return;
  throw new UsageError(
    `No reading has shown ${unknown.join(', ')}. Nothing was recorded. Check the key: "gatehouse restriction list" and "gatehouse alike list" name rows.`,
  );
}
