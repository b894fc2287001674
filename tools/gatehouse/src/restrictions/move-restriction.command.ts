import { RestrictionMoved } from '@gatehouse/schemas';
import { judgeMove } from '@gatehouse/policy';
import type { Command } from 'commander';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import { changeOf } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { Decide } from './say-word.js';
import { AT_ONCE, sayWord, withWordOptions } from './say-word.js';
import type { WordFlags } from './word-options.js';
import { rowOf } from './word-options.js';

/** `gatehouse restriction move`: after a change of MIS, what keeps the old row out keeps the new one out, too. */
export function addRestrictionMove(parent: Command, terminal: Terminal, useData: UseData): void {
  const move = parent
    .command('move')
    .description(
      'After a change of MIS: what keeps the old row out, a court order or a block, keeps the new row out, too, for every ' +
        'child. It adds, and ends nothing for the old row.',
    )
    .argument('<old>', 'the row that is restricted, by record key')
    .argument('<new>', 'the row under which the same person stands in the source now');
  withWordOptions(move)
    .addHelpText(
      'after',
      examples([
        "restriction move --school A1000008530 0123456789abcdef0123456789abcdef fedcba9876543210fedcba9876543210 --actor 'S. Lead' --reason 'New MIS: the same father'",
        'the person of the old row has a new id',
      ]),
    )
    .action(async (from: string, to: string, flags: WordFlags) => {
      const rows = { from: rowOf('The old row', from), to: rowOf('The new row', to) };
      await sayWord(flags, AT_ONCE, terminal, useData, deciding(rows));
    });
}

const REFUSED = {
  'same-row': 'The old and the new row are the same.',
  'not-restricted':
    'The old row is neither under a court order nor blocked, so there is nothing to move. Who only may be somebody else ' +
    'has nothing of their own: move it from that row. "gatehouse restriction show" tells what is known of it.',
  'unknown-row':
    'No reading has shown the new row yet. Check the key ("gatehouse record-key" gives it), or wait for the run that reads it.',
  'other-kind': 'The two rows are of different kinds: a contact stays a contact, and staff stay staff.',
};

const deciding =
  ({ from, to }: { from: string; to: string }): Decide =>
  ({ sight, standings }, { reason, shown }) => {
    const verdict = judgeMove(sight, standings, from, to);
    if (!verdict.ok) throw new UsageError(REFUSED[verdict.because]);
    const { courtOrder, block } = verdict;
    return { change: changeOf(RestrictionMoved, { from, to, courtOrder, block, shown, reason }), rows: [to] };
  };
