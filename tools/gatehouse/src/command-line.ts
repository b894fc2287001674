import { Command } from 'commander';
import { EXIT_CODES } from './help-text.js';
import { addLedgerPrint } from './ledger/print-ledger.command.js';
import { addReadModelExport } from './read-model/export-read-model.command.js';
import { addRecordKey } from './record-key/record-key.command.js';
import { addSchools } from './schools/list-schools.command.js';
import { addSettingsSet } from './settings/set-settings.command.js';
import { addSettingsShow } from './settings/show-settings.command.js';
import type { Terminal } from './terminal/terminal.port.js';

const ABOUT = `
Data go to standard output, messages to standard error. All commands work while the services run on the
same data directory. "gatehouse <command> --help" shows options and examples.
${EXIT_CODES}`;

/** All commands of `gatehouse`, ready to parse (issue interface; docs/reference/command-line.md). */
export function commandLine(terminal: Terminal): Command {
  const program = new Command('gatehouse')
    .description('Looks into the data directory of Gatehouse, and records what a school decides.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out(text).catch(() => undefined),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    })
    .helpCommand(false)
    .addHelpText('after', ABOUT);

  addSchools(program, terminal);
  const group = (name: string, says: string) =>
    program.command(name).description(says).helpCommand(false).addHelpText('after', EXIT_CODES);
  addReadModelExport(group('read-model', 'What the CMS reads.'), terminal);
  addLedgerPrint(group('ledger', 'What was decided, line by line.'), terminal);
  const settings = group('settings', 'What the people of a school decided.');
  addSettingsSet(settings, terminal);
  addSettingsShow(settings, terminal);
  addRecordKey(program, terminal);
  return program;
}
