import type { Command } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import { knownRegister, readRegister } from '../restrictions/known-register.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { slowly } from '../terminal/slowly.js';
import { table } from '../terminal/table.js';
import type { AlikePair } from './pairs-document.js';
import { allPairs, pairsThatKeepOut } from './pairs-document.js';

interface Flags {
  dataDir?: string;
  school: string;
  all?: true;
  json?: true;
}

/** `gatehouse alike list`: which rows may be one person. */
export function addAlikeList(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('list')
    .description(
      'Lists pairs of rows that may be one person and so keep somebody out: rows that are alike, and rows that took the ' +
        'place of one that has disappeared.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .option(
      '--all',
      'all pairs that are alike, those that keep nobody out and those that were told apart, too',
    )
    .addOption(jsonOption('print one JSON document: {"schoolId", "revision", "pairs"}'))
    .addHelpText(
      'after',
      examples(
        ['alike list --school A1000008530', 'whom somebody should look at'],
        ['alike list --school A1000008530 --all', 'every pair that a later order would reach, too'],
      ),
    )
    .action(({ dataDir, school, all, json }: Flags) =>
      useData(dataDir, async (data) => {
        await requireKnownSchool(data, school);
        const store = await data.eventStore();
        const read =
          store && (await slowly(terminal, 'Reading the register…', () => readRegister(store, school)));
        const known = read && knownRegister(read);
        const pairs = !known ? [] : all ? allPairs(known) : pairsThatKeepOut(known);
        if (json) {
          const document = { schoolId: school, revision: known?.revision ?? -1, pairs };
          return terminal.out(`${JSON.stringify(document)}\n`);
        }
        if (pairs.length > 0) return terminal.out(pairsText(pairs, school, known?.revision ?? -1));
        terminal.note(all ? 'No two rows are alike.' : 'Nobody is kept out for being like somebody else.');
      }),
    );
}

const HEADER = ['row', 'and row', 'because', 'keeps out', 'said', 'since', 'run'];

function pairsText(pairs: readonly AlikePair[], school: string, revision: number): string {
  const cells = pairs.map(({ rows: [a, b], because, keepsOut, said, since, run }) => [
    a,
    b,
    because === 'alike' ? 'alike' : 'made again',
    keepsOut === null ? 'nobody' : 'the first',
    said === 'apart' ? 'told apart' : (said ?? '-'),
    since ?? '-',
    String(run ?? '-'),
  ]);
  const words = `--school ${school} ROW ROW --shown ${revision} --actor NAME --reason TEXT`;
  return (
    `${table([HEADER, ...cells])}\n` +
    `If they are two people: npx gatehouse alike separate ${words}\n` +
    `If they are one:        npx gatehouse alike join ${words}\n`
  );
}
