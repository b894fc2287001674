import type { Command } from 'commander';
import { actorOption, dataDirOption, jsonOption, reasonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireSchoolToRun } from '../data/known-school.js';
import { examples } from '../help-text.js';
import { askingOf, WHO_STARTS_IT } from '../sync/request-run.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { Redriven } from './redrive.js';
import { redrive } from './redrive.js';

interface Flags {
  dataDir?: string;
  school?: string;
  all?: true;
  actor: string;
  reason: string;
  json?: true;
}

/** `gatehouse dead-letters redrive`: asks for a run of the schools whose records could not be processed. */
export function addDeadLettersRedrive(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('redrive')
    .description(
      'Asks for a run of a school whose records could not be processed, or of all such schools. The run decides every ' +
        'record of the school afresh; what fails again leaves a new letter. The letters are settled when a run has ' +
        'completed as a whole. What is settled already, of any school, is removed.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption().makeOptionMandatory(false))
    .option('--all', 'every school that has letters, in place of --school')
    .addOption(actorOption('who asks for it'))
    .addOption(reasonOption())
    .addOption(jsonOption('print {"schools": [{"schoolId", "letters", "revision"}], "removed", "left"}'))
    .addHelpText(
      'after',
      examples(
        [
          "dead-letters redrive --school A1000008530 --actor 'O. Perator' --reason 'Ticket 4712: repaired'",
          'one school once more',
        ],
        [
          "dead-letters redrive --all --actor 'O. Perator' --reason 'Ticket 4712: repaired'",
          'every school that has letters',
        ],
      ),
    )
    .action(async ({ dataDir, school, all, json, ...flags }: Flags) => {
      if ((school === undefined) === (all === undefined)) {
        throw new UsageError('Give either --school with the id of one school, or --all.');
      }
      const asking = askingOf(flags, terminal);
      await useData(dataDir, async (data) => {
        if (school !== undefined) await requireSchoolToRun(data, school);
        const redriven = await redrive(data, (id) => school === undefined || id === school, asking);
        await terminal.out(json ? `${JSON.stringify(redriven)}\n` : textOf(redriven));
        terminal.note(redriven.schools.length > 0 ? `${WHO_STARTS_IT} ${WHEN_THEY_GO}` : NOTHING);
      });
    });
}

const WHEN_THEY_GO =
  'The letters stay until a run has completed as a whole; the next redrive then removes them.';
const NOTHING = 'Note: there was no letter to redrive, so no run was asked for.';

function textOf({ schools, removed, left }: Redriven): string {
  const asked = schools.map(
    ({ schoolId, letters, revision }) =>
      `School ${schoolId}, ${lettersOf(letters)}: a run ` +
      (revision === null ? 'was asked for already' : `asked for, at revision ${revision} of its settings`),
  );
  const lines = [...asked, ...(removed > 0 ? [`Removed: ${lettersOf(removed)}`] : [])];
  if (left > 0) lines.push(`Left: ${lettersOf(left)}, settled, behind one that is not`);
  return lines.map((line) => `${line}\n`).join('');
}

const lettersOf = (count: number) => `${count} ${count === 1 ? 'letter' : 'letters'}`;
