import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAlikeList } from './alike/list-alike.command.js';
import { addAlikeJoin, addAlikeSeparate } from './alike/say-of-rows.command.js';
import { dataDirOption } from './command-options.js';
import { dataChosenBy } from './data/choose-data.js';
import type { Environment } from './data/environment.js';
import { addDeadLettersList } from './dead-letters/list-dead-letters.command.js';
import { addDeadLettersRedrive } from './dead-letters/redrive-dead-letters.command.js';
import { addDeadLettersShow } from './dead-letters/show-dead-letter.command.js';
import { EXIT_CODES } from './help-text.js';
import { addHoldApprove } from './holds/approve-hold.command.js';
import { addHoldDiscard } from './holds/discard-hold.command.js';
import { addHoldList } from './holds/list-holds.command.js';
import { addHoldShow } from './holds/show-hold.command.js';
import { addLedgerPrint } from './ledger/print-ledger.command.js';
import { addReadModelExport } from './read-model/export-read-model.command.js';
import { addRecordKey } from './record-key/record-key.command.js';
import { addRecover } from './recover/recover.command.js';
import { addRestrictionLift } from './restrictions/lift-restriction.command.js';
import { addRestrictionList } from './restrictions/list-restrictions.command.js';
import { addRestrictionMove } from './restrictions/move-restriction.command.js';
import { addRestrictionShow } from './restrictions/show-restriction.command.js';
import { addSchools } from './schools/list-schools.command.js';
import { addHoldLimits } from './settings/hold-limits.command.js';
import { addSettingsSet } from './settings/set-settings.command.js';
import { addSettingsShow } from './settings/show-settings.command.js';
import { addSyncRequest } from './sync/request-sync.command.js';
import type { Terminal } from './terminal/terminal.port.js';

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
};

const ABOUT = `
Data go to standard output, messages to standard error; with --json what went wrong is also a document on standard
output: {"error": {"code", "message"}}. Characters that a terminal would obey or hide are written as
\\u009b and the like, which is the same in JSON. All commands work while the services run on the same data.
"gatehouse <command> --help" shows options and examples.

Which data:
  --data-dir <dir>  a data directory, as "npm start" makes it
  the environment   the engines of the services, by the variables that configure those: GATEHOUSE_EVENT_STORE,
                    GATEHOUSE_MESSAGE_BUS, GATEHOUSE_KEY_STORE, GATEHOUSE_READ_MODELS, GATEHOUSE_MASTER_KEY (or
                    each with _FILE), GATEHOUSE_INSECURE. A command asks only for those of the engines that it uses.
  neither           the data directory .gatehouse
Both at once are refused. Whichever they are, GATEHOUSE_SUSPEND_UNLISTED_DAYS and GATEHOUSE_SUSPEND_UNREAD_DAYS say, as
they do for the services, after how long a school or a kind is not shown any more.
${EXIT_CODES}`;

/** All commands of `gatehouse`, ready to parse (issue interface; docs/reference/command-line.md). */
export function commandLine(terminal: Terminal, environment: Environment): Command {
  const program = new Command('gatehouse')
    .description('Looks into the data of Gatehouse, and records what a school decides.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out(text).catch(() => undefined),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    })
    .version(VERSION, '--version', 'print the version')
    .helpCommand('help [command]', 'display help for command')
    .addHelpText('after', ABOUT);

  // Given before a command's name it means the same as after.
  program.addOption(dataDirOption().hideHelp()).hook('preAction', (_, action) => {
    const { dataDir } = action.optsWithGlobals<{ dataDir?: string }>();
    if (dataDir !== undefined) action.setOptionValue('dataDir', dataDir);
  });
  const useData = dataChosenBy(environment);
  addSchools(program, terminal, useData, environment);
  const group = (name: string, says: string) =>
    program
      .command(name)
      .description(says)
      .helpCommand('help [command]', 'display help for command')
      .addOption(dataDirOption().hideHelp())
      .addHelpText('after', EXIT_CODES);
  addReadModelExport(group('read-model', 'What the CMS reads.'), terminal, useData, environment);
  addLedgerPrint(group('ledger', 'What was decided, line by line.'), terminal, useData);
  const settings = group('settings', 'What the people of a school decided.');
  addSettingsSet(settings, terminal, useData);
  addSettingsShow(settings, terminal, useData);
  addHoldLimits(settings, terminal, useData);
  const hold = group('hold', 'What waits for a person: too many are gone, or the MIS was changed.');
  addHoldList(hold, terminal, useData);
  addHoldShow(hold, terminal, useData);
  addHoldApprove(hold, terminal, useData);
  addHoldDiscard(hold, terminal, useData);
  const restriction = group('restriction', 'Who stays out by what was read earlier, and how that ends.');
  addRestrictionList(restriction, terminal, useData);
  addRestrictionShow(restriction, terminal, useData);
  addRestrictionLift(restriction, terminal, useData);
  addRestrictionMove(restriction, terminal, useData);
  const alike = group('alike', 'Which rows may be one person.');
  addAlikeList(alike, terminal, useData);
  addAlikeSeparate(alike, terminal, useData);
  addAlikeJoin(alike, terminal, useData);
  const deadLetters = group('dead-letters', 'The records that could not be processed.');
  addDeadLettersList(deadLetters, terminal, useData);
  addDeadLettersShow(deadLetters, terminal, useData);
  addDeadLettersRedrive(deadLetters, terminal, useData);
  addSyncRequest(group('sync', 'Runs beside the timetable.'), terminal, useData);
  addRecordKey(program, terminal, useData);
  addRecover(program, terminal, useData);
  return program;
}
